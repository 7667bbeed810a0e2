import type { KeyboardEvent, ReactNode } from "react";

import styles from "./SplitView.module.css";

interface SplitViewProps {
  readonly children: ReactNode;
  /** What stands beside the list; null where nothing is open. Where there is no room for both, it
   * takes the list's place. */
  readonly detail: ReactNode;
  readonly detailLabel: string;
  /** Keys pressed anywhere in it. */
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/** A list, and the detail of one of its entries beside it. */
export function SplitView({ children, detail, detailLabel, onKeyDown }: SplitViewProps): ReactNode {
  const isOpen = detail !== null;
  return (
    <div className={styles.frame} onKeyDown={onKeyDown}>
      <div className={styles.split} data-open={isOpen || undefined}>
        <div className={styles.list}>{children}</div>
        {isOpen ? (
          <aside className={styles.detail} aria-label={detailLabel}>
            {detail}
          </aside>
        ) : null}
      </div>
    </div>
  );
}
