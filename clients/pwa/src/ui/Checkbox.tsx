import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import {
  CheckboxButton,
  CheckboxField,
  type CheckboxFieldProps,
} from "react-aria-components/Checkbox";

import { classes } from "@/ui/classes";

import styles from "./Checkbox.module.css";

interface CheckboxProps extends Omit<CheckboxFieldProps, "className" | "style" | "children"> {
  /** Its words; where there is no room for them, `aria-label` instead. */
  readonly children?: ReactNode;
  readonly className?: string;
}

/** Chosen or not; half chosen where it speaks for several. */
export function Checkbox({ children, className, ...rest }: CheckboxProps) {
  return (
    <CheckboxField {...rest} className={classes(styles.field, className)}>
      <CheckboxButton className={styles.checkbox}>
        {({ isSelected, isIndeterminate }) => (
          <>
            <span className={styles.box}>
              {isIndeterminate ? (
                <Minus aria-hidden="true" strokeWidth={3} />
              ) : (
                isSelected && <Check aria-hidden="true" strokeWidth={3} />
              )}
            </span>
            {children !== undefined && <span>{children}</span>}
          </>
        )}
      </CheckboxButton>
    </CheckboxField>
  );
}
