import type { KeyboardEvent, ReactNode } from "react";

import styles from "./SplitView.module.css";

interface SplitViewProps {
  readonly children: ReactNode;
  /** What stands beside the list; null where nothing is open. Where there is no room for both, it
   * takes the list's place. */
  readonly detail: ReactNode;
  readonly detailLabel: string;
  /** The heading of the page; where the detail takes the place of the list, and with it of the
   * heading in sight, it is there for ears. */
  readonly title: string;
  /** Keys pressed anywhere in it. */
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/** A list, and the detail of one of its entries beside it. */
export function SplitView(props: SplitViewProps): ReactNode {
  const { children, detail, detailLabel, title, onKeyDown } = props;
  const isOpen = detail !== null;
  return (
    <div className={styles.frame} onKeyDown={onKeyDown}>
      <div className={styles.split} data-open={isOpen || undefined}>
        <div className={styles.list}>{children}</div>
        {isOpen ? (
          <>
            <h1 className={styles.title}>{title}</h1>
            <aside className={styles.detail} aria-label={detailLabel}>
              {detail}
            </aside>
          </>
        ) : null}
      </div>
    </div>
  );
}
