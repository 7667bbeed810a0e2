import type { ReactElement, ReactNode } from "react";
import { Focusable } from "react-aria-components/Focusable";
import { TooltipTrigger } from "react-aria-components/Tooltip";

import { TooltipBubble } from "./TooltipBubble";

interface TooltipProps {
  /** What it adds; never the only place where something is said. */
  readonly text: ReactNode;
  /** One element that can have the focus. */
  readonly children: ReactElement<Record<string, unknown>, string>;
}

/** A few words more about an element, on hover and on focus. */
export function Tooltip({ text, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500}>
      <Focusable>{children}</Focusable>
      <TooltipBubble>{text}</TooltipBubble>
    </TooltipTrigger>
  );
}
