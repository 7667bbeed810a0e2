import type { ReactNode } from "react";
import { Tooltip as AriaTooltip } from "react-aria-components/Tooltip";

import styles from "./Tooltip.module.css";

/** The bubble alone, for a trigger of one's own. */
export function TooltipBubble({ children }: { readonly children: ReactNode }) {
  return (
    <AriaTooltip className={styles.bubble} offset={6}>
      {children}
    </AriaTooltip>
  );
}
