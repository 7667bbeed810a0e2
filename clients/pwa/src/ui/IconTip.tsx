import type { ReactNode, RefObject } from "react";
import { Tooltip } from "react-aria-components/Tooltip";

import styles from "./Tooltip.module.css";

interface IconTipProps {
  readonly trigger: RefObject<Element | null>;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

/** The words beside a picture, as long as they are to be seen. */
export default function IconTip({ trigger, onOpenChange, children }: IconTipProps) {
  return (
    <Tooltip
      className={styles.bubble}
      offset={6}
      triggerRef={trigger}
      isOpen
      onOpenChange={onOpenChange}
    >
      {children}
    </Tooltip>
  );
}
