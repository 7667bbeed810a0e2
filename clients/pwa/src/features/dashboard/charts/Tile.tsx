import type { ReactNode } from "react";

import styles from "./charts.module.css";

interface TileProps {
  readonly label: string;
  readonly figure: ReactNode;
  readonly before?: string;
  readonly after?: string;
  readonly children?: ReactNode;
}

/** One large figure, what it is, and what to know about it. */
export function Tile({ label, figure, before, after, children }: TileProps): ReactNode {
  return (
    <section className={styles.tile} aria-label={label}>
      <span className={styles.label}>{label}</span>
      <p className={styles.figure}>
        {before === undefined ? null : <small>{before} </small>}
        {figure}
        {after === undefined ? null : <small> {after}</small>}
      </p>
      <div className={styles.under}>{children}</div>
    </section>
  );
}
