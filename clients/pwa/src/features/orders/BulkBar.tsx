import { Truck } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { useAll, useToday } from "@/app/data";
import { groupBy } from "@/app/records/groups";
import { Button } from "@/ui/Button";
import { Kbd } from "@/ui/Kbd";
import { MenuButton } from "@/ui/MenuButton";

import { assign, cancel, canAssign, canCancel, canMove, changeWindow } from "./acts";
import styles from "./orders.module.css";
import type { OrderRow } from "./rows";
import { useEach } from "./useEach";
import { WindowDialog } from "./WindowDialog";

interface BulkBarProps {
  readonly rows: readonly OrderRow[];
  /** The day whose routes are offered; today where none is. */
  readonly day: string | null;
  readonly onDone: () => void;
}

/** What can be done with the orders that are picked. */
export function BulkBar({ rows, day, onDone }: BulkBarProps): ReactNode {
  const { t } = useTranslation("orders");
  const today = useToday();
  const each = useEach();
  const [asksWindow, setAsksWindow] = useState(false);
  const routes = useAll("route", { where: { day: day ?? today }, order: ["name"] });
  const stops = useAll("stop", { where: { route: (routes ?? []).map((one) => one.id).sort() } });
  const assignable = rows.filter(canAssign);
  const movable = rows.filter(canMove);
  const cancellable = rows.filter(canCancel);

  const assignTo = (route: string, name: string): void => {
    const there = groupBy(stops ?? [], (stop) => stop.route).get(route) ?? [];
    let last = Math.max(0, ...there.map((stop) => stop.sequence));
    void each(
      assignable,
      (act, row) => {
        last = assign(act, row, route, last);
      },
      (count) => t("many.assigned", { count, route: name }),
    );
    onDone();
  };
  return (
    <div className={styles.many} role="group" aria-label={t("many.label")}>
      <b>{t("many.picked", { count: rows.length })}</b>
      <MenuButton
        label={t("many.assign")}
        entries={(routes ?? []).map((route) => ({
          id: route.id,
          label: route.name,
          onAction: () => assignTo(route.id, route.name),
        }))}
      >
        <Button
          kind="main"
          icon={<Truck aria-hidden size="1.25em" />}
          isDisabled={assignable.length === 0 || routes === undefined || routes.length === 0}
        >
          {t("many.assign")}
        </Button>
      </MenuButton>
      <Button isDisabled={movable.length === 0} onPress={() => setAsksWindow(true)}>
        {t("many.window")}
      </Button>
      <Button
        isDisabled={cancellable.length === 0}
        onPress={() => {
          void each(
            cancellable,
            (act, row) => cancel(act, row.order, row.stop),
            (count) => t("many.cancelled", { count }),
          );
          onDone();
        }}
      >
        {t("many.cancel")}
      </Button>
      <span className={styles.end}>
        <Button kind="plain" onPress={onDone}>
          {t("many.let-go")}
        </Button>
        <span className={styles.keys}>
          <Kbd>Esc</Kbd>
        </span>
      </span>
      <WindowDialog
        isOpen={asksWindow}
        onOpenChange={setAsksWindow}
        count={movable.length}
        onChoose={(window) => {
          void each(
            movable,
            (act, row) => changeWindow(act, row, window),
            (count) => t("many.moved", { count }),
          );
          onDone();
        }}
      />
    </div>
  );
}
