import styles from "./Badge.module.css";

interface BadgeProps {
  readonly badge: number;
  /** Hollow where the route is out of contact. */
  readonly isHollow?: boolean;
}

/** The number that stands for a route, on the board as on the map. */
export function Badge({ badge, isHollow = false }: BadgeProps) {
  return (
    <span className={styles.badge} data-hollow={isHollow ? "" : undefined}>
      {badge}
    </span>
  );
}
