import { classes } from "./classes";
import type { StateOf } from "./StateShape";
import styles from "./Badge.module.css";

interface BadgeProps {
  readonly count: number;
  readonly of?: StateOf;
  readonly className?: string;
}

/** A small count beside a word; nothing at none, `99+` beyond what there is room for. */
export function Badge({ count, of, className }: BadgeProps) {
  if (count <= 0) return null;
  return (
    <span className={classes(styles.badge, className)} data-of={of}>
      {count > 99 ? "99+" : count}
    </span>
  );
}
