import { placedAt } from "@/app/station/age";
import type { Doc } from "@/generated/entities";

type Order = Doc<"drink_order">;

/** A cup that nobody fetched for so long, in ms, no longer stands before everybody's eyes; the
 * station goes on seeing it. */
const FORGOTTEN = 45 * 60_000;

/** What guests look for. */
export interface GuestBoard {
  /** Finished last, first: who looks up looks for what is new. */
  readonly ready: readonly Order[];
  /** In the order in which they will probably be ready. */
  readonly making: readonly Order[];
}

/** The board for guests out of a station's open orders; `now` in ms since 1970. */
export function guestBoard(orders: readonly Order[], now: number): GuestBoard {
  const finishedAt = (order: Order) => order.completed_at ?? placedAt(order);
  return {
    ready: orders
      .filter((order) => order.state === "completed" && now - finishedAt(order) < FORGOTTEN)
      .sort((one, other) => finishedAt(other) - finishedAt(one)),
    making: orders
      .filter((order) => order.state === "in_progress")
      .sort((one, other) => placedAt(one) - placedAt(other)),
  };
}
