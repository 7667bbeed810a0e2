import type { ReactNode } from "react";

import styles from "./Empty.module.css";

interface EmptyProps {
  /** What will appear here. */
  readonly title: string;
  /** How to make it appear. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
}

/** A place that is rightly empty. */
export function Empty({ title, children, action, icon }: EmptyProps) {
  return (
    <div className={styles.empty}>
      {icon !== undefined && <span className={styles.icon}>{icon}</span>}
      <p className={styles.title}>{title}</p>
      {children !== undefined && <div className={styles.how}>{children}</div>}
      {action}
    </div>
  );
}
