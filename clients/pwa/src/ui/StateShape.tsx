import type { ReactElement } from "react";

import { classes } from "@/ui/classes";

import styles from "./StateShape.module.css";

/** What can be said by shape, word and colour together. `soon` and `late` speak of age, `fresh` is
 * young; the others of a write's way and of the connection. */
export type StateOf =
  | "received"
  | "sent"
  | "waiting"
  | "needs-you"
  | "soon"
  | "late"
  | "no-contact"
  | "failed"
  | "fresh";

const SHAPES: Readonly<Record<StateOf, ReactElement>> = {
  received: <path d="M3 8.5 6.5 12 13 4.5" strokeWidth="2.25" />,
  sent: <path d="M2.5 3 14 8 2.5 13 5 8Z" fill="currentColor" strokeWidth="1.2" />,
  waiting: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 8V3.5A4.5 4.5 0 0 1 12.5 8Z" fill="currentColor" stroke="none" />
    </>
  ),
  "needs-you": (
    <>
      <path d="M8 1 15 8 8 15 1 8Z" fill="currentColor" strokeWidth="1" />
      <path d="M8 4.75v3.75" stroke="var(--surface)" strokeWidth="1.9" />
      <circle cx="8" cy="11" r="1.05" fill="var(--surface)" stroke="none" />
    </>
  ),
  soon: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M2.25 8a5.75 5.75 0 0 0 11.5 0Z" fill="currentColor" stroke="none" />
    </>
  ),
  late: <path d="M8 2.2 14.6 13.4H1.4Z" fill="currentColor" />,
  "no-contact": (
    <>
      <path d="M1 9.5h2.5L5.5 5l1.7 4.5M9.6 10.5 11 6.5l1.2 3H15" />
      <path d="M9.6 2.5 6.4 13.8" strokeWidth="1.25" />
    </>
  ),
  failed: (
    <>
      <path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3Z" fill="currentColor" />
      <path d="m5.6 5.6 4.8 4.8M10.4 5.6l-4.8 4.8" stroke="var(--surface)" strokeWidth="1.9" />
    </>
  ),
  fresh: <circle cx="8" cy="8" r="5.75" />,
};

interface StateShapeProps {
  readonly of: StateOf;
  /** Its height; `text` grows with the text around it. */
  readonly size?: "text" | "large";
  readonly className?: string;
}

/** The shape of a state, for beside its word: alone it says nothing to a screen reader. */
export function StateShape({ of, size = "text", className }: StateShapeProps) {
  return (
    <svg
      className={classes(styles.shape, size === "large" && styles.large, className)}
      data-of={of}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      {SHAPES[of]}
    </svg>
  );
}
