import type { ReactNode } from "react";

import { classes } from "@/ui/classes";

import { StateShape, type StateOf } from "./StateShape";
import styles from "./Callout.module.css";

interface CalloutProps {
  readonly of: StateOf;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** `alert`: read out at once. */
  readonly role?: "alert" | "status";
  readonly className?: string;
  /** The title is the page's heading. */
  readonly isHeading?: boolean;
}

/** Something to know, in the colour of its state. */
export function Callout(props: CalloutProps) {
  const { of, title, children, action, role, className, isHeading = false } = props;
  const Title = isHeading ? "h1" : "p";
  return (
    <div className={classes(styles.callout, className)} data-of={of} role={role}>
      <StateShape of={of} className={styles.shape} />
      <div className={styles.words}>
        <Title className={styles.title}>{title}</Title>
        {children !== undefined && <div className={styles.more}>{children}</div>}
      </div>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  );
}
