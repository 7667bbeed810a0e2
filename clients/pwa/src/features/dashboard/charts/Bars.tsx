import { scaleLinear } from "d3-scale";
import type { ReactNode } from "react";

import styles from "./charts.module.css";

/** One bar, labelled directly. */
export interface Bar {
  readonly key: string;
  readonly label: ReactNode;
  readonly value: number;
  readonly text: string;
  readonly of?: "action" | "failed" | "received";
  readonly note?: ReactNode;
}

const LONGEST = 78;

/** Bars beside their words, the longest first if so sorted; the figure stands at the bar's end. */
export function Bars({ bars }: { readonly bars: readonly Bar[] }): ReactNode {
  const length = scaleLinear([0, Math.max(1, ...bars.map((bar) => bar.value))], [0, LONGEST]);
  return (
    <ul className={styles.bars}>
      {bars.map((bar) => (
        <li key={bar.key}>
          <span className={styles.barLabel}>{bar.label}</span>
          <span className={styles.barLine}>
            <span
              className={styles.bar}
              data-of={bar.of ?? "action"}
              style={{ width: `${length(Math.max(0, bar.value))}%` }}
            />
            <b>{bar.text}</b>
          </span>
          {bar.note === undefined ? null : <span className={styles.barNote}>{bar.note}</span>}
        </li>
      ))}
    </ul>
  );
}
