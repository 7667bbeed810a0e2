import { type ReactNode, type RefObject, useMemo } from "react";
import { Tooltip, TooltipTriggerStateContext } from "react-aria-components/Tooltip";

import styles from "./Tooltip.module.css";

interface IconTipProps {
  readonly trigger: RefObject<Element | null>;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

/** The words beside a picture, as long as they are to be seen. */
export default function IconTip({ trigger, onOpenChange, children }: IconTipProps) {
  // Without a trigger of its own around it, the tooltip asks for its state here.
  const state = useMemo(
    () => ({
      isOpen: true,
      shouldSkipAnimation: false,
      open: () => onOpenChange(true),
      close: () => onOpenChange(false),
    }),
    [onOpenChange],
  );
  return (
    <TooltipTriggerStateContext value={state}>
      <Tooltip
        className={styles.bubble}
        offset={6}
        triggerRef={trigger}
        isOpen
        onOpenChange={onOpenChange}
      >
        {children}
      </Tooltip>
    </TooltipTriggerStateContext>
  );
}
