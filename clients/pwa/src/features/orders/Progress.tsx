import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import { useCalendar } from "@/app/records/days";

import styles from "./detail.module.css";
import type { Step } from "./progress";

interface ProgressProps {
  readonly steps: readonly Step[];
  readonly today: string;
  /** What stands under a step besides its time. */
  readonly notes: Partial<Readonly<Record<Step["id"], string>>>;
}

/** How far an order has come, step by step, with the times that are known. */
export function Progress({ steps, today, notes }: ProgressProps): ReactNode {
  const { t } = useTranslation("orders");
  const format = useFormat();
  const clock = useCalendar();
  const said = (at: number): string =>
    clock.dayOf(at) === today ? format.time(at) : format.dateTime(at);
  return (
    <ol className={styles.steps}>
      {steps.map((step) => (
        <li
          key={step.id}
          data-is={step.is}
          data-end={step.id}
          aria-current={step.is === "here" ? "step" : undefined}
        >
          {t(`step.${step.id}`)}
          <small>
            {step.at === undefined ? null : <time>{said(step.at)}</time>} {notes[step.id] ?? ""}
          </small>
        </li>
      ))}
    </ol>
  );
}
