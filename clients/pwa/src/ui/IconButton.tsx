import type { ReactNode } from "react";
import { Button, type ButtonProps } from "react-aria-components/Button";
import { TooltipTrigger } from "react-aria-components/Tooltip";

import { classes } from "@/ui/classes";

import { TooltipBubble } from "./TooltipBubble";
import styles from "./IconButton.module.css";

interface IconButtonProps extends Omit<ButtonProps, "className" | "style" | "children"> {
  /** What it does; shown as a tooltip, too. */
  readonly label: string;
  readonly children: ReactNode;
  readonly size?: "office" | "touch";
  readonly kind?: "plain" | "outline";
  readonly className?: string;
}

/** A button that is a picture; its words are in the tooltip and for screen readers. */
export function IconButton({
  label,
  children,
  size = "office",
  kind = "plain",
  className,
  ...rest
}: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <Button
        {...rest}
        aria-label={label}
        className={classes(styles.button, className)}
        data-size={size}
        data-kind={kind}
      >
        {children}
      </Button>
      <TooltipBubble>{label}</TooltipBubble>
    </TooltipTrigger>
  );
}
