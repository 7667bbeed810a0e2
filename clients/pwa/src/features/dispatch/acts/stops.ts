/**
 * What a dispatcher does to stops, each as one act: order and stop change together or not at all.
 */

import type { Doc } from "@/generated/entities";
import type { Act } from "@/replica/api";

import type { Column, OrderCard, StopRow, Task } from "../board/model";
import { isOpen } from "../board/model";
import { roomAt } from "../board/sequence";

/**
 * Puts tasks on a route, in their order: orders get a stop, stops of other routes come over, stops of
 * this one move. What is done already stays where it is.
 *
 * @param at before which of the column's rows (their count: at the end)
 */
export function place(act: Act, column: Column, at: number, tasks: readonly Task[]): void {
  const moving = tasks.filter((task) => task.kind === "order" || isOpen(task));
  const ids = new Set(moving.map((task) => task.id));
  const others = column.rows.filter((row) => !ids.has(row.id));
  const before = column.rows.slice(0, at).filter((row) => !ids.has(row.id)).length;
  const { fresh, moved } = roomAt(
    others.map((row) => row.stop),
    before,
    moving.length,
  );
  for (const { stop } of others) {
    const sequence = moved.get(stop.id);
    if (sequence !== undefined) act.edit("stop", stop, { sequence });
  }
  moving.forEach((task, index) => {
    const sequence = fresh[index] ?? 0;
    if (task.kind === "order") addStop(act, column.route, task.order, sequence);
    else moveStop(act, column.route, task.stop, sequence);
  });
}

function addStop(
  act: Act,
  route: Doc<"route">,
  order: Doc<"delivery_order">,
  sequence: number,
): void {
  act.create("stop", {
    route: route.id,
    order: order.id,
    customer: order.customer,
    sequence,
    ...(order.window ? { window: order.window } : {}),
  });
  act.edit("delivery_order", order, { state: "assigned" });
}

function moveStop(act: Act, route: Doc<"route">, stop: Doc<"stop">, sequence: number): void {
  if (stop.route === route.id) act.edit("stop", stop, { sequence });
  else act.edit("stop", stop, { route: route.id, sequence });
}

/** Takes stops off their routes: their orders wait for a route again. */
export function takeOff(act: Act, rows: readonly StopRow[]): void {
  for (const { stop, order } of rows.filter(isOpen)) {
    act.delete("stop", stop);
    // An order on its way was assigned before: the two declared steps back, in one act.
    if (order?.state === "out_for_delivery")
      act.edit("delivery_order", order, { state: "assigned" });
    if (order?.state === "out_for_delivery" || order?.state === "assigned") {
      act.edit("delivery_order", order, { state: "confirmed" });
    }
  }
}

/** A failed or skipped stop is to be tried once more, at the end of its route. */
export function tryAgain(act: Act, column: Column, row: StopRow): void {
  const others = column.rows.filter((one) => one.id !== row.id);
  const [sequence = row.stop.sequence] = roomAt(
    others.map((one) => one.stop),
    others.length,
    1,
  ).fresh;
  act.edit("stop", row.stop, { state: "planned", sequence });
  if (row.order?.state === "failed") act.edit("delivery_order", row.order, { state: "assigned" });
}

/** A failed stop stays as it happened; its order waits for another route. */
export function waitAgain(act: Act, row: OrderCard | StopRow): void {
  if (row.order?.state === "failed") act.edit("delivery_order", row.order, { state: "confirmed" });
}
