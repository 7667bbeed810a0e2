import {
  ArrowLeftRight,
  Ban,
  Ellipsis,
  History,
  RotateCcw,
  Scale,
  StickyNote,
  Undo2,
  UserRoundCheck,
} from "lucide-react";
import type { TFunction } from "i18next";
import { memo } from "react";
import { Button } from "react-aria-components/Button";
import { useTranslation } from "react-i18next";

import { callOut } from "@/app/station/callout";
import { MenuButton, type MenuEntry } from "@/ui/MenuButton";

import type { Column, Order } from "./board";
import styles from "./TicketMenu.module.css";
import type { TicketVerbs } from "./verbs";

interface TicketMenuProps {
  readonly order: Order;
  readonly column: Column;
  readonly verbs: TicketVerbs;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** Everything that can be done with an order beside its next step. */
export const TicketMenu = memo(function TicketMenu(props: TicketMenuProps) {
  const { order, isOpen, onOpenChange } = props;
  const { t } = useTranslation("queue");
  const number = order.number === undefined ? t("noNumber") : callOut(order.number);
  const label = t("menu.open", { number });
  return (
    <MenuButton
      label={label}
      entries={() => entriesOf(props, t)}
      size="touch"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      <Button className={styles.button} aria-label={label} data-ticket-menu="">
        <Ellipsis aria-hidden="true" />
      </Button>
    </MenuButton>
  );
});

function entriesOf(
  { order, column, verbs }: TicketMenuProps,
  t: TFunction<"queue">,
): readonly MenuEntry[] {
  const entries: MenuEntry[] = [];
  if (order._.c !== undefined) {
    entries.push({
      id: "settle",
      label: t("menu.settle"),
      icon: <Scale aria-hidden="true" />,
      onAction: () => verbs.ask(order, "settle"),
    });
  }
  if (column === "ready") {
    entries.push(
      {
        id: "recall",
        label: t("menu.recall"),
        note: t("menu.recallNote"),
        icon: <Undo2 aria-hidden="true" />,
        onAction: () => verbs.recall(order, false),
      },
      {
        id: "remake",
        label: t("menu.remake"),
        note: t("menu.remakeNote"),
        icon: <RotateCcw aria-hidden="true" />,
        onAction: () => verbs.recall(order, true),
      },
    );
  } else {
    if (column === "making") {
      entries.push({
        id: "put-back",
        label: t("menu.putBack"),
        icon: <Undo2 aria-hidden="true" />,
        onAction: () => verbs.putBack(order),
      });
    }
    entries.push(
      {
        id: "hand-over",
        label: t("menu.handOver"),
        icon: <UserRoundCheck aria-hidden="true" />,
        onAction: () => verbs.ask(order, "hand-over"),
      },
      {
        id: "move",
        label: t("menu.move"),
        icon: <ArrowLeftRight aria-hidden="true" />,
        onAction: () => verbs.ask(order, "move"),
      },
    );
  }
  entries.push(
    {
      id: "note",
      label: order.note === undefined ? t("menu.addNote") : t("menu.editNote"),
      icon: <StickyNote aria-hidden="true" />,
      onAction: () => verbs.ask(order, "note"),
    },
    {
      id: "history",
      label: t("menu.history"),
      icon: <History aria-hidden="true" />,
      onAction: () => verbs.ask(order, "history"),
    },
  );
  if (column !== "ready") {
    entries.push({
      id: "cancel",
      label: t("menu.cancel"),
      icon: <Ban aria-hidden="true" />,
      isDanger: true,
      startsGroup: true,
      onAction: () => verbs.cancel(order),
    });
  }
  return entries;
}
