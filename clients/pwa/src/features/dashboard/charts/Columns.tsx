import type { ReactNode } from "react";

import styles from "./charts.module.css";

/** One column of a distribution. `share`: from 0 to 1. */
export interface Pillar {
  readonly key: string;
  readonly label: string;
  readonly share: number;
  readonly text: string;
  readonly of: "received" | "sent" | "no-contact";
}

/** A distribution: columns with their share above and their name below. */
export function Columns({ pillars }: { readonly pillars: readonly Pillar[] }): ReactNode {
  const most = Math.max(0.01, ...pillars.map((pillar) => pillar.share));
  return (
    <ol className={styles.columns}>
      {pillars.map((pillar) => (
        <li key={pillar.key}>
          <b>{pillar.text}</b>
          <span
            className={styles.pillar}
            data-of={pillar.of}
            style={{ height: `${Math.max(1, (pillar.share / most) * 100)}%` }}
          />
          <span className={styles.pillarName}>{pillar.label}</span>
        </li>
      ))}
    </ol>
  );
}
