import type { ReactNode } from "react";
import { SwitchButton, SwitchField, type SwitchFieldProps } from "react-aria-components/Switch";

import { classes } from "@/ui/classes";

import styles from "./Switch.module.css";

interface SwitchProps extends Omit<SwitchFieldProps, "className" | "style" | "children"> {
  readonly children: ReactNode;
  readonly className?: string;
}

/** On or off, at once. */
export function Switch({ children, className, ...rest }: SwitchProps) {
  return (
    <SwitchField {...rest} className={classes(styles.field, className)}>
      <SwitchButton className={styles.switch}>
        <span className={styles.track}>
          <span className={styles.knob} />
        </span>
        <span>{children}</span>
      </SwitchButton>
    </SwitchField>
  );
}
