import type { CSSProperties } from "react";

import { classes } from "@/ui/classes";

import styles from "./Milk.module.css";

interface MilkProps {
  /** `#rrggbb`, as the catalogue has it; null for none. */
  readonly colour: string | null | undefined;
  readonly name: string;
  readonly className?: string;
}

/** A milk: dot and word. */
export function Milk({ colour, name, className }: MilkProps) {
  const style = colour == null ? undefined : ({ "--milk": colour } as CSSProperties);
  return (
    <span className={classes(styles.milk, className)}>
      <span className={styles.dot} data-none={colour == null ? "" : undefined} style={style} />
      <span>{name}</span>
    </span>
  );
}
