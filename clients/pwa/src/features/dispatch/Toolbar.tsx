import {
  ChevronLeft,
  ChevronRight,
  MessageSquare,
  MoreHorizontal,
  Plus,
  Route,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { useFormat, useToday } from "@/app/data";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { Kbd } from "@/ui/Kbd";
import { MenuButton } from "@/ui/MenuButton";
import { Segmented } from "@/ui/Segmented";
import { Select } from "@/ui/Select";
import { State } from "@/ui/State";

import { dayAfter } from "./board/days";
import type { Board } from "./board/model";
import type { Asking } from "./BoardContext";
import styles from "./Toolbar.module.css";
import type { Address } from "./useAddress";
import type { Reached } from "./useReach";
import type { Room } from "./useRoom";

interface ToolbarProps {
  readonly address: Address;
  readonly board: Board | undefined;
  readonly districts: readonly string[];
  readonly reached: Reached;
  readonly room: Room | undefined;
  readonly mayDispatch: boolean;
  readonly ask: (asking: Asking) => void;
}

/** The choice of no district. */
const ALL = "";

/** Which day and district, how far it is, and what concerns all routes. */
export function Toolbar(props: ToolbarProps) {
  const { address, board, districts, reached, room, mayDispatch, ask } = props;
  const { t } = useTranslation("dispatch");
  const out = board?.columns.filter((column) => column.contact.is === "out").length ?? 0;
  return (
    <div className={styles.bar} role="toolbar" aria-label={t("title")}>
      <h1 className={styles.title}>{t("title")}</h1>
      <DayStepper day={address.day} onChange={address.showDay} />
      <div data-filter="" className={styles.district}>
        <Select
          label={t("district.label")}
          hidesLabel
          value={address.district ?? ALL}
          options={[
            { value: ALL, label: t("district.all") },
            ...districts.map((name) => ({ value: name, label: name })),
          ]}
          onChange={(value) => {
            address.showDistrict(value === ALL ? null : value);
          }}
        />
      </div>
      {board !== undefined && board.total > 0 && (
        <p className={styles.figures}>
          <span>
            <b>{board.delivered}</b>
            {t("toolbar.of-delivered", { total: board.total })}
          </span>
          {out > 0 && <State of="no-contact">{t("toolbar.out", { count: out })}</State>}
          <AsOf reached={reached} />
        </p>
      )}
      <div className={styles.end}>
        <p className={styles.keys} aria-hidden="true">
          <Kbd>J</Kbd>
          <Kbd>K</Kbd> {t("keys.walk")} <Kbd>A</Kbd> {t("keys.assign")} <Kbd>/</Kbd>{" "}
          {t("keys.filter")}
        </p>
        <Segmented
          label={t("view.label")}
          className={styles.view}
          value={address.view}
          options={[
            { value: "board", label: t("view.board") },
            { value: "map", label: t("view.map") },
          ]}
          onChange={address.show}
        />
        {mayDispatch && <Deeds room={room} ask={ask} />}
      </div>
    </div>
  );
}

interface DeedsProps {
  readonly room: Room | undefined;
  readonly ask: (asking: Asking) => void;
}

/** What concerns all routes; on a phone the less frequent ones share a button. */
function Deeds({ room, ask }: DeedsProps) {
  const { t } = useTranslation("dispatch");
  const navigate = useNavigate();
  const others = [
    {
      id: "message",
      label: t("toolbar.message"),
      icon: <MessageSquare aria-hidden="true" />,
      onAction: () => {
        ask({ about: "message", column: null });
      },
    },
    {
      id: "route",
      label: t("route.new"),
      icon: <Route aria-hidden="true" />,
      onAction: () => {
        ask({ about: "route", column: null });
      },
    },
  ];
  return (
    <>
      {room === "phone" ? (
        <MenuButton label={t("toolbar.more")} entries={others} size="touch">
          <IconButton label={t("toolbar.more")} kind="outline">
            <MoreHorizontal aria-hidden="true" />
          </IconButton>
        </MenuButton>
      ) : (
        others.map(({ id, label, icon, onAction }) => (
          <Button key={id} icon={icon} onPress={onAction}>
            {label}
          </Button>
        ))
      )}
      <Button
        kind="main"
        icon={<Plus aria-hidden="true" />}
        onPress={() => {
          void navigate("/office/orders?new=1");
        }}
      >
        {t("toolbar.new-order")}
      </Button>
    </>
  );
}

/** Where the hub cannot be asked now: how old its last word is. */
function AsOf({ reached }: { readonly reached: Reached }) {
  const { t } = useTranslation("dispatch");
  const format = useFormat();
  if (!reached.isStale) return null;
  return (
    <State of="no-contact">
      {reached.asOf === 0
        ? t("toolbar.no-word")
        : t("toolbar.as-of", { time: format.time(reached.asOf) })}
    </State>
  );
}

interface DayStepperProps {
  readonly day: string;
  readonly onChange: (day: string) => void;
}

function DayStepper({ day, onChange }: DayStepperProps) {
  const { t } = useTranslation("dispatch");
  const today = useToday();
  const format = useFormat();
  return (
    <div className={styles.day} role="group" aria-label={t("day.label")}>
      <IconButton
        label={t("day.before")}
        onPress={() => {
          onChange(dayAfter(day, -1));
        }}
      >
        <ChevronLeft aria-hidden="true" />
      </IconButton>
      <Button
        kind="plain"
        className={styles.today}
        isDisabled={day === today}
        onPress={() => {
          onChange(today);
        }}
      >
        {format.day(day)}
      </Button>
      <IconButton
        label={t("day.after")}
        onPress={() => {
          onChange(dayAfter(day, 1));
        }}
      >
        <ChevronRight aria-hidden="true" />
      </IconButton>
    </div>
  );
}
