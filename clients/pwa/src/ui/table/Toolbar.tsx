import type { ReactNode } from "react";

import styles from "./Toolbar.module.css";

interface ToolbarProps {
  readonly title: string;
  /** Filters and figures. */
  readonly children?: ReactNode;
  /** What can be done with the list as a whole. */
  readonly actions?: ReactNode;
}

/** The line above a list: what it is, what it is narrowed to, what can be done with it. */
export function Toolbar({ title, children, actions }: ToolbarProps): ReactNode {
  return (
    <header className={styles.bar}>
      <h1 className={styles.title}>{title}</h1>
      {children}
      <div className={styles.actions}>{actions}</div>
    </header>
  );
}

/** Figures of the whole list, after a fine line. */
export function Totals({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <p className={styles.totals} role="status">
      {children}
    </p>
  );
}
