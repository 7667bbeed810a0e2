import type { ReactNode } from "react";

import styles from "./VisuallyHidden.module.css";

interface VisuallyHiddenProps {
  readonly as?: "span" | "h1";
  readonly role?: "status";
  readonly children: ReactNode;
}

/** Words for screen readers alone. */
export function VisuallyHidden({ as: Part = "span", role, children }: VisuallyHiddenProps) {
  return (
    <Part className={styles.hidden} role={role}>
      {children}
    </Part>
  );
}
