/** What the dispatch board shows, put together from the records of one day. */

import type { Doc } from "@/generated/entities";

import type { Contact } from "./contact";

/**
 * How a stop stands on the board. `current`: the driver is there or on the way. `due`: its window is
 * over and its driver has no contact, so it may well be done. `overdue`: its window is over and it
 * is not done.
 */
export type Standing =
  "delivered" | "failed" | "skipped" | "current" | "due" | "overdue" | "planned";

/** How near an order is to the end of its window. */
export type Urgency = "late" | "soon" | "none";

/** One stop in a route's column. */
export interface StopRow {
  readonly kind: "stop";
  readonly id: string;
  readonly stop: Doc<"stop">;
  readonly order: Doc<"delivery_order"> | undefined;
  readonly customer: Doc<"customer"> | undefined;
  /** The proof of what happened, once it is there. */
  readonly delivery: Doc<"delivery"> | undefined;
  /** Its place on the route, from 1. */
  readonly number: number;
  readonly standing: Standing;
  /** The driver's devices have not read its last change yet. */
  readonly unseen: boolean;
  /** It was written by somebody who no longer held it: see what happened before acting. */
  readonly crossed: boolean;
}

/** One order that no route has taken. */
export interface OrderCard {
  readonly kind: "order";
  readonly id: string;
  readonly order: Doc<"delivery_order">;
  readonly customer: Doc<"customer"> | undefined;
  readonly urgency: Urgency;
}

/** What can be dragged, chosen and put on a route. */
export type Task = OrderCard | StopRow;

/** One route of the day. */
export interface Column {
  readonly id: string;
  readonly route: Doc<"route">;
  /** The number that stands for it on the board and on the map. */
  readonly badge: number;
  readonly driver: Doc<"person"> | undefined;
  readonly vehicle: Doc<"vehicle"> | undefined;
  readonly rows: readonly StopRow[];
  readonly delivered: number;
  readonly contact: Contact;
  /** Changes that its driver's devices have not read; null where nobody can say. */
  readonly unseen: number | null;
}

export interface Board {
  readonly cards: readonly OrderCard[];
  readonly columns: readonly Column[];
  /** Stops of all columns, and how many of them are delivered. */
  readonly total: number;
  readonly delivered: number;
}

/** Whether a stop can still be moved: nothing has happened there. */
export function isOpen(row: StopRow): boolean {
  return row.stop.state === "planned" || row.stop.state === "arrived";
}

/** The first place on a route that is still ahead: behind all that is done or under way. */
export function firstFree(rows: readonly StopRow[]): number {
  return rows.findLastIndex((row) => !isOpen(row) || row.standing === "current") + 1;
}

/** Where a customer lives, from the district on: nobody here needs to be told the city. */
export function whereOf(customer: Doc<"customer"> | undefined): string | undefined {
  const { address, district } = customer ?? {};
  const at = district ? (address?.indexOf(district) ?? -1) : -1;
  return at > 0 ? address?.slice(at) : address || undefined;
}

/** What a column's task is called in lists and announcements. */
export function nameOf(task: Task): string {
  return task.customer?.name ?? `#${String(task.order?.number ?? "")}`;
}
