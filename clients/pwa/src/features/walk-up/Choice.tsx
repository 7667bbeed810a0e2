import type { ReactNode } from "react";
import { RadioButton, RadioField } from "react-aria-components/RadioGroup";

import { classes } from "@/ui/classes";

import styles from "./Choice.module.css";

interface ChoiceProps {
  readonly value: string;
  /** Sold out: it stays in its place and cannot be chosen. */
  readonly isOut?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A big tile of which one is chosen. */
export function Choice({ value, isOut = false, className, children }: ChoiceProps) {
  return (
    <RadioField value={value} isDisabled={isOut} className={styles.field}>
      <RadioButton className={classes(styles.choice, className)} data-out={isOut ? "" : undefined}>
        {children}
      </RadioButton>
    </RadioField>
  );
}
