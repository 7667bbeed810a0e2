import type { ReactNode } from "react";

import { classes } from "@/ui/classes";

import type { StateOf } from "./StateShape";
import styles from "./Card.module.css";

interface CardProps {
  readonly children: ReactNode;
  /** The state whose colour its border takes, where the card is about one. */
  readonly of?: StateOf;
  /** Without space inside, for lists that run to the border. */
  readonly flush?: boolean;
  readonly className?: string;
}

/** A surface with a line around it. */
export function Card({ children, of, flush = false, className }: CardProps) {
  return (
    <div
      className={classes(styles.card, flush && styles.flush, className)}
      {...(of === undefined ? {} : { "data-of": of })}
    >
      {children}
    </div>
  );
}
