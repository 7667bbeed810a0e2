import type { Changes, DeliveryOrder, Doc, Stop, Window } from "@/generated/entities";
import type { Act } from "@/replica/api";

import type { OrderRow } from "./rows";

/** Room between two stops, so that others can be put between them. */
const STEP = 1;

/** The states from which an order may be put on a route. */
export function canAssign(row: OrderRow): boolean {
  return ["confirmed", "assigned", "failed"].includes(row.order.state);
}

/** The states in which the window still means something. */
export function canMove(row: OrderRow): boolean {
  return ["draft", "confirmed", "assigned"].includes(row.order.state);
}

/** Whether it can still be called off. */
export function canCancel(row: OrderRow): boolean {
  return !["delivered", "cancelled"].includes(row.order.state);
}

/** Puts an order at the end of a route. `last`: the greatest sequence there so far. A stop that was
 * not driven yet moves; one that failed stays with its route as what happened. Gives the sequence
 * that it got. */
export function assign(act: Act, row: OrderRow, route: string, last: number): number {
  const { order, stop } = row;
  const sequence = last + STEP;
  if (stop?.state === "planned") {
    act.edit("stop", stop, { route, sequence });
  } else {
    act.create("stop", {
      route,
      order: order.id,
      customer: order.customer,
      sequence,
      ...(order.window === undefined ? {} : { window: order.window }),
    });
  }
  act.edit("delivery_order", order, { state: "assigned" });
  return sequence;
}

/** Gives an order another time window, and its stop with it. */
export function changeWindow(act: Act, row: OrderRow, window: Window | null): void {
  act.edit("delivery_order", row.order, { window });
  if (row.stop?.state === "planned") act.edit("stop", row.stop, { window });
}

/** Calls an order off; a stop that was not driven yet leaves its route. */
export function cancel(act: Act, order: DeliveryOrder, stop: Stop | undefined): void {
  act.edit("delivery_order", order, { state: "cancelled" });
  if (stop?.state === "planned") act.delete("stop", stop);
}

/** Changes an order; its customer and window are carried to a stop that was not driven yet. */
export function change(
  act: Act,
  order: Doc<"delivery_order">,
  stop: Stop | undefined,
  changes: Changes<"delivery_order">,
): void {
  act.edit("delivery_order", order, changes);
  if (stop?.state !== "planned") return;
  act.edit("stop", stop, {
    ...(changes.customer === undefined ? {} : { customer: changes.customer }),
    ...(changes.window === undefined ? {} : { window: changes.window }),
  });
}
