import type { Order } from "./board";
import styles from "./TicketTarget.module.css";
import { useHold } from "./useHold";
import type { TicketVerbs } from "./verbs";

interface TicketTargetProps {
  readonly order: Order;
  /** The id of what says it in words. */
  readonly labelledBy: string;
  readonly tap: TicketVerbs["tap"];
  /** A held finger asks for the menu. */
  readonly onHold: () => void;
}

/** The whole card as one target. It lies under the words, which let every touch through to it. */
export function TicketTarget({ order, labelledBy, tap, onHold }: TicketTargetProps) {
  const { wasHeld, ...hold } = useHold(onHold);
  return (
    <button
      type="button"
      className={styles.target}
      data-ticket-target=""
      aria-labelledby={labelledBy}
      aria-keyshortcuts="Enter M"
      {...hold}
      onClick={(event) => {
        if (!wasHeld()) tap(order, event);
      }}
    />
  );
}
