import { CupSoda } from "lucide-react";
import { useTranslation } from "react-i18next";

import { callOut } from "@/app/station/callout";
import type { Catalogue } from "@/app/station/catalogue";
import { Marked } from "@/i18n/Marked";
import { Button } from "@/ui/Button";

import type { Batch } from "./batch";
import styles from "./BatchBar.module.css";
import type { TicketVerbs } from "./verbs";

interface BatchBarProps {
  readonly batch: Batch;
  readonly catalogue: Catalogue;
  readonly verbs: TicketVerbs;
}

/** Offers to start cups together that share a jug. */
export function BatchBar({ batch, catalogue, verbs }: BatchBarProps) {
  const { t } = useTranslation("queue");
  const [first] = batch.orders;
  if (first === undefined) return null;
  const milk = catalogue.get(first.milk);
  const words = {
    count: batch.orders.length,
    drink: catalogue.drinkOf(first),
    milk: milk === undefined ? "" : catalogue.nameOf(milk),
    numbers: batch.orders
      .map((order) => (order.number === undefined ? t("noNumber") : callOut(order.number)))
      .join(t("between")),
  };
  return (
    <div className={styles.bar}>
      <CupSoda aria-hidden="true" />
      <p className={styles.words}>
        <Marked text={batch.by === "drink" ? t("batch.drink", words) : t("batch.milk", words)} />
      </p>
      <Button kind="main" size="touch" onPress={() => verbs.start(batch.orders)}>
        {t("batch.start", { count: batch.orders.length })}
      </Button>
    </div>
  );
}
