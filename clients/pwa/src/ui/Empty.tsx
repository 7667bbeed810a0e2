import type { ReactNode } from "react";

import styles from "./Empty.module.css";

interface EmptyProps {
  /** What will appear here. */
  readonly title: string;
  /** How to make it appear. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
  /** The title is the page's heading. */
  readonly isHeading?: boolean;
}

/** A place that is rightly empty. */
export function Empty({ title, children, action, icon, isHeading = false }: EmptyProps) {
  const Title = isHeading ? "h1" : "p";
  return (
    <div className={styles.empty}>
      {icon !== undefined && <span className={styles.icon}>{icon}</span>}
      <Title className={styles.title}>{title}</Title>
      {children !== undefined && <div className={styles.how}>{children}</div>}
      {action}
    </div>
  );
}
