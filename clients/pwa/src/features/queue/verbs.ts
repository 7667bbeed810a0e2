import type { Order } from "./board";
import type { TicketActs } from "./useTicketActs";

/** A question that a ticket's menu asks in a dialog. */
export type Question = "hand-over" | "move" | "note" | "history" | "settle";

/** What the board's cards can be asked to do; one object for all of them, so that a card is drawn
 * anew only when its own order changed. */
export interface TicketVerbs extends TicketActs {
  /** The next step of the order's column. */
  readonly tap: (
    order: Order,
    event: {
      readonly clientX: number;
      readonly clientY: number;
      readonly detail: number;
      readonly timeStamp: number;
    },
  ) => void;
  readonly ask: (order: Order, question: Question) => void;
}
