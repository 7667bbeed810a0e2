import type { CSSProperties } from "react";

import styles from "./Countdown.module.css";

interface CountdownProps {
  /** ms that are left, of `of` ms. */
  readonly left: number;
  readonly of: number;
}

/** A line that grows shorter; the seconds are said beside it. */
export function Countdown({ left, of }: CountdownProps) {
  const share = Math.max(0, Math.min(1, left / of));
  // A custom property set by script is no inline style to the Content-Security-Policy.
  const style = { "--share": share } as CSSProperties;
  return <span className={styles.countdown} style={style} aria-hidden="true" />;
}
