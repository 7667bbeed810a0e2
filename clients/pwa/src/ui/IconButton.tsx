import { lazy, type ReactNode, Suspense, useRef } from "react";
import { Button, type ButtonProps } from "react-aria-components/Button";

import { classes } from "@/ui/classes";

import styles from "./IconButton.module.css";
import { useTip } from "./useTip";

// A finger never sees it, and a pointer rests before: it comes when it is asked for.
const IconTip = lazy(() => import("./IconTip"));

interface IconButtonProps extends Omit<
  ButtonProps,
  "className" | "style" | "children" | keyof ReturnType<typeof useTip>["handlers"]
> {
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
  const trigger = useRef<HTMLButtonElement>(null);
  const tip = useTip();
  return (
    <>
      <Button
        {...rest}
        {...tip.handlers}
        ref={trigger}
        aria-label={label}
        className={classes(styles.button, className)}
        data-size={size}
        data-kind={kind}
      >
        {children}
      </Button>
      <Suspense fallback={null}>
        {tip.isShown && (
          <IconTip trigger={trigger} onOpenChange={tip.setShown}>
            {label}
          </IconTip>
        )}
      </Suspense>
    </>
  );
}
