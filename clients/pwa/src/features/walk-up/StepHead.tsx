import type { ReactNode } from "react";

import styles from "./StepHead.module.css";

interface StepHeadProps {
  readonly number: string;
  readonly title: string;
  /** Chosen already: the disc is filled. */
  readonly isDone: boolean;
  readonly note?: ReactNode;
}

/** The head of a step: its number in a disc, what it asks, and what is worth knowing. */
export function StepHead({ number, title, isDone, note }: StepHeadProps) {
  return (
    <h2 className={styles.head}>
      <span className={styles.disc} data-done={isDone ? "" : undefined}>
        {number}
      </span>
      {title}
      {note !== undefined && <span className={styles.note}>{note}</span>}
    </h2>
  );
}
