import type { ReactNode } from "react";
import {
  Switch as AriaSwitch,
  type SwitchProps as AriaSwitchProps,
} from "react-aria-components/Switch";

import { classes } from "@/ui/classes";

import styles from "./Switch.module.css";

interface SwitchProps extends Omit<AriaSwitchProps, "className" | "style" | "children"> {
  readonly children: ReactNode;
  readonly className?: string;
}

/** On or off, at once. */
export function Switch({ children, className, ...rest }: SwitchProps) {
  return (
    <AriaSwitch {...rest} className={classes(styles.switch, className)}>
      <span className={styles.track}>
        <span className={styles.knob} />
      </span>
      <span>{children}</span>
    </AriaSwitch>
  );
}
