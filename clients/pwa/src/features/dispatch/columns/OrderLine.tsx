import { GripVertical } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { GridListItem } from "react-aria-components/GridList";
import { useTranslation } from "react-i18next";

import { State } from "@/ui/State";

import { nameOf, whereOf, type OrderCard } from "../board/model";
import styles from "./OrderLine.module.css";
import { useWindowWords } from "./useWindowWords";

interface OrderLineProps {
  readonly card: OrderCard;
  readonly load: string;
  readonly isFixed: boolean;
  readonly onOpen: (card: OrderCard) => void;
}

/** One order that waits for a route. */
export function OrderLine({ card, load, isFixed, onOpen }: OrderLineProps) {
  const { t } = useTranslation("dispatch");
  const name = nameOf(card);
  const { customer, order } = card;
  return (
    <GridListItem
      id={card.id}
      value={card}
      textValue={name}
      className={styles.card}
      data-testid="order-card"
      data-id={card.id}
      onAction={() => {
        onOpen(card);
      }}
    >
      {!isFixed && (
        <Button slot="drag" className={styles.grip} aria-label={t("stop.drag", { name })}>
          <GripVertical aria-hidden="true" />
        </Button>
      )}
      <span className={styles.name}>
        {name}
        {(order.priority === "urgent" || order.priority === "high") && (
          <span className={styles.priority}>{t(`priority.${order.priority}`)}</span>
        )}
      </span>
      <span className={styles.load}>{load}</span>
      <span className={styles.where}>{whereOf(customer) ?? t("card.no-address")}</span>
      <span className={styles.when}>
        <When card={card} />
      </span>
    </GridListItem>
  );
}

function When({ card }: { readonly card: OrderCard }) {
  const { t } = useTranslation("dispatch");
  const windowWords = useWindowWords();
  const { window } = card.order;
  if (!window || card.urgency === "none") return windowWords(window, "full");
  return card.urgency === "late" ? (
    <State of="late">{t("window.over", { time: window.end })}</State>
  ) : (
    <State of="soon">{t("window.by", { time: window.end })}</State>
  );
}
