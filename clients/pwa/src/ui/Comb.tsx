import { classes } from "@/ui/classes";

import styles from "./Comb.module.css";

export type Tooth = "received" | "waiting" | "expected" | "failed" | "now" | "to-come";

interface CombProps {
  /** One a stop, in order. */
  readonly teeth: readonly Tooth[];
  /** The same in words: "12 of 38, 3 waiting". */
  readonly label: string;
  readonly className?: string;
}

/** The family's progress bar: filled received, amber waiting, hollow expected, tall now. */
export function Comb({ teeth, label, className }: CombProps) {
  return (
    <span
      className={classes(styles.comb, className)}
      role="img"
      aria-label={label}
      data-dense={teeth.length > 60 ? "" : undefined}
    >
      {teeth.map((tooth, place) => (
        <span key={place} className={styles.tooth} data-tooth={tooth} />
      ))}
    </span>
  );
}
