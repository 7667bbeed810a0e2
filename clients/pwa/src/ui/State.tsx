import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { classes } from "@/ui/classes";

import { StateShape, type StateOf } from "./StateShape";
import styles from "./State.module.css";

interface StateProps {
  readonly of: StateOf;
  /** The word; left out, the shared vocabulary's. */
  readonly children?: ReactNode;
  /** What stands behind the word, in plain ink. */
  readonly note?: ReactNode;
  readonly className?: string;
}

/** A state: shape, word and colour, always the three of them. */
export function State({ of, children, note, className }: StateProps) {
  const { t } = useTranslation("words");
  return (
    <span className={classes(styles.state, className)} data-of={of}>
      <StateShape of={of} />
      <span>{children ?? t(`state.${of}`)}</span>
      {note !== undefined && <span className={styles.note}>{note}</span>}
    </span>
  );
}
