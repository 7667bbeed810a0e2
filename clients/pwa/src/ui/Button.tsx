import type { ReactNode } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
} from "react-aria-components/Button";

import { classes } from "@/ui/classes";

import { Kbd } from "./Kbd";
import styles from "./Button.module.css";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children"> {
  /** `main`: the one thing to do here. `plain`: words alone. `danger`: cannot be undone. */
  readonly kind?: "main" | "plain" | "outline" | "danger";
  /** `office`: for a pointer. `touch`: 48 px. `board`: for a tablet on a counter. */
  readonly size?: "office" | "touch" | "board";
  readonly icon?: ReactNode;
  /** The key that does the same, shown on it. */
  readonly shortcut?: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A verb to press. While it is pending it stays where it is and cannot be pressed again. */
export function Button({
  kind = "outline",
  size = "office",
  icon,
  shortcut,
  children,
  className,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      className={classes(styles.button, className)}
      data-kind={kind}
      data-size={size}
      {...(shortcut === undefined ? {} : { "aria-keyshortcuts": shortcut })}
    >
      {icon}
      <span className={styles.words}>{children}</span>
      {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
    </AriaButton>
  );
}
