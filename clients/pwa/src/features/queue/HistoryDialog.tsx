import { useTranslation } from "react-i18next";

import { useFormat, useOne } from "@/app/data";
import { placedAt } from "@/app/station/age";
import { callOut } from "@/app/station/callout";
import { Dialog } from "@/ui/Dialog";

import type { Order } from "./board";
import styles from "./Choices.module.css";

interface HistoryDialogProps {
  readonly order: Order;
  readonly onClose: () => void;
}

/** The way of a cup as this tablet knows it, and how long each part of it took. */
export function HistoryDialog({ order, onClose }: HistoryDialogProps) {
  const { t } = useTranslation("queue");
  const format = useFormat();
  const barista = useOne("person", order.barista ?? null);
  const placed = placedAt(order);
  const { started_at: started, completed_at: completed } = order;
  const name = barista?.name ?? t("somebody");
  const number = order.number === undefined ? t("noNumber") : callOut(order.number);
  const lasted = (from: number, to: number) => format.minutes(Math.max(0, to - from));
  const steps = [
    { at: placed, words: t("history.placed"), took: null },
    ...(started === undefined
      ? []
      : [
          {
            at: started,
            words: t("history.started", { name }),
            took: t("history.stood", { minutes: lasted(placed, started) }),
          },
        ]),
    ...(completed === undefined
      ? []
      : [
          {
            at: completed,
            words: t("history.completed"),
            took: t("history.took", { minutes: lasted(started ?? placed, completed) }),
          },
        ]),
  ];
  return (
    <Dialog title={t("history.title", { number })} isOpen onOpenChange={onClose}>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step.words}>
            <span>{step.words}</span>
            {step.took !== null && <span className={styles.took}>{step.took}</span>}
            <time>{format.time(step.at)}</time>
          </li>
        ))}
      </ol>
      {order.phone !== undefined && (
        <p className={styles.note}>{t("history.phone", { phone: order.phone })}</p>
      )}
    </Dialog>
  );
}
