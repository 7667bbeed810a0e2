import { placedAt } from "@/app/station/age";
import type { Doc } from "@/generated/entities";

export type Order = Doc<"drink_order">;
export type Column = "to-make" | "making" | "ready";

export const COLUMNS: readonly Column[] = ["to-make", "making", "ready"];

/** The states of an order that stand on the board. */
export const ON_THE_BOARD = ["pending", "in_progress", "completed"] as const;

export type Board = Readonly<Record<Column, readonly Order[]>>;

/** The column in which an order stands; null once it is handed out or cancelled. */
export function columnOf(order: Order): Column | null {
  switch (order.state) {
    case "pending":
      return "to-make";
    case "in_progress":
      return "making";
    case "completed":
      return "ready";
    default:
      return null;
  }
}

/** Orders by column: oldest first in each, in "ready" by when they were finished, so that a card
 * never moves within its column while it ages. */
export function boardOf(orders: readonly Order[]): Board {
  const board: Record<Column, Order[]> = { "to-make": [], making: [], ready: [] };
  for (const order of orders) {
    const column = columnOf(order);
    if (column !== null) board[column].push(order);
  }
  const byAge = (one: Order, other: Order) =>
    placedAt(one) - placedAt(other) || one.id.localeCompare(other.id);
  board["to-make"].sort(byAge);
  board.making.sort(byAge);
  board.ready.sort(
    (one, other) => (one.completed_at ?? 0) - (other.completed_at ?? 0) || byAge(one, other),
  );
  return board;
}

/** How far a group's cups are. Cancelled ones are not counted; what was handed out was ready. */
export interface Progress {
  readonly ready: number;
  readonly total: number;
}

/** Group code -> its progress, out of the orders that carry codes. */
export function groupsOf(orders: readonly Order[]): ReadonlyMap<string, Progress> {
  const groups = new Map<string, Progress>();
  for (const { group, state } of orders) {
    if (group === undefined || state === "cancelled") continue;
    const { ready, total } = groups.get(group) ?? { ready: 0, total: 0 };
    const isReady = state === "completed" || state === "picked_up";
    groups.set(group, { ready: ready + (isReady ? 1 : 0), total: total + 1 });
  }
  return groups;
}
