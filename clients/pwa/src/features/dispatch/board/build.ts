/** Puts the board together: a pure function of the day's records, the hub's word and the clock. */

import type { Reach } from "@/api/reach";
import type { Doc } from "@/generated/entities";

import { contactOf, type Contact } from "./contact";
import type { Board, Column, OrderCard, Standing, StopRow } from "./model";
import { bySequence } from "./sequence";
import { isOver, urgencyOf } from "./windows";

/** The records of a day. */
export interface Records {
  readonly routes: readonly Doc<"route">[];
  readonly stops: readonly Doc<"stop">[];
  /** Orders of those stops, and all that are confirmed. */
  readonly orders: ReadonlyMap<string, Doc<"delivery_order">>;
  readonly customers: ReadonlyMap<string, Doc<"customer">>;
  readonly people: ReadonlyMap<string, Doc<"person">>;
  readonly vehicles: ReadonlyMap<string, Doc<"vehicle">>;
  readonly deliveries: readonly Doc<"delivery">[];
  /** Orders that wait for a route. */
  readonly unassigned: readonly Doc<"delivery_order">[];
}

/** What is not in the records. */
export interface Circumstances {
  /** The organisation's time of day, `HH:MM`; null on another day than today. */
  readonly clock: string | null;
  /** Route -> what the hub knows of its driver's devices, and when it said so. */
  readonly reach: ReadonlyMap<string, Reach> | undefined;
  readonly asOf: number;
  /** Only this district; null for all. */
  readonly district: string | null;
}

export function buildBoard(records: Records, around: Circumstances): Board {
  const proofs = new Map(records.deliveries.map((delivery) => [delivery.stop, delivery]));
  const byRoute = grouped(records.stops);
  const columns = [...records.routes].sort(byName).map((route, index): Column => {
    const reach = around.reach?.get(route.id);
    const contact = contactOf(reach, around.asOf);
    const stops = [...(byRoute.get(route.id) ?? [])].sort(bySequence);
    const rows = rowsOf(route, stops, records, proofs, around, contact, new Set(reach?.unseen));
    return {
      id: route.id,
      route,
      badge: index + 1,
      driver: route.driver ? records.people.get(route.driver) : undefined,
      vehicle: route.vehicle ? records.vehicles.get(route.vehicle) : undefined,
      rows,
      delivered: rows.filter((row) => row.standing === "delivered").length,
      contact,
      unseen: reach ? rows.filter((row) => row.unseen).length + reach.taken.length : null,
    };
  });
  const shown = columns.filter((column) => servesDistrict(column, around.district));
  return {
    cards: cardsOf(records, around),
    columns: shown,
    total: shown.reduce((sum, column) => sum + column.rows.length, 0),
    delivered: shown.reduce((sum, column) => sum + column.delivered, 0),
  };
}

/** The districts that orders of the day lie in, for the filter. */
export function districtsOf(records: Records): readonly string[] {
  const found = new Set<string>();
  for (const customer of records.customers.values()) {
    if (customer.district) found.add(customer.district);
  }
  return [...found].sort((a, b) => a.localeCompare(b, "zh-TW"));
}

function grouped(stops: readonly Doc<"stop">[]): ReadonlyMap<string, readonly Doc<"stop">[]> {
  const groups = new Map<string, Doc<"stop">[]>();
  for (const stop of stops) {
    const group = groups.get(stop.route);
    if (group) group.push(stop);
    else groups.set(stop.route, [stop]);
  }
  return groups;
}

/** By when they were made: a route keeps its number while others come and go. */
function byName(a: Doc<"route">, b: Doc<"route">): number {
  return a.id < b.id ? -1 : 1;
}

function servesDistrict(column: Column, district: string | null): boolean {
  if (district === null || column.rows.length === 0) return true;
  return column.rows.some((row) => row.customer?.district === district);
}

function rowsOf(
  route: Doc<"route">,
  stops: readonly Doc<"stop">[],
  records: Records,
  proofs: ReadonlyMap<string, Doc<"delivery">>,
  { clock }: Circumstances,
  contact: Contact,
  unseen: ReadonlySet<string>,
): readonly StopRow[] {
  const under = route.state === "running" || route.state === "paused";
  const here =
    stops.find((stop) => stop.state === "arrived") ??
    (under ? stops.find((stop) => stop.state === "planned") : undefined);
  return stops.map((stop, index) => ({
    kind: "stop",
    id: stop.id,
    stop,
    order: stop.order ? records.orders.get(stop.order) : undefined,
    customer: stop.customer ? records.customers.get(stop.customer) : undefined,
    delivery: proofs.get(stop.id),
    number: index + 1,
    standing: standingOf(stop, stop === here, contact, clock),
    unseen: unseen.has(stop.id),
    crossed: stop._.f?.includes("late") ?? false,
  }));
}

function standingOf(
  stop: Doc<"stop">,
  isHere: boolean,
  contact: Contact,
  clock: string | null,
): Standing {
  if (stop.state === "delivered" || stop.state === "failed" || stop.state === "skipped") {
    return stop.state;
  }
  const over = clock !== null && isOver(stop.window, clock);
  // Where nothing is heard, nothing is claimed: neither that he stands there nor that he is late.
  if (contact.is === "out") return over ? "due" : "planned";
  if (isHere) return "current";
  return over ? "overdue" : "planned";
}

function cardsOf(records: Records, { clock, district }: Circumstances): readonly OrderCard[] {
  const cards = records.unassigned.map((order): OrderCard => ({
    kind: "order",
    id: order.id,
    order,
    customer: records.customers.get(order.customer),
    urgency: clock === null ? "none" : urgencyOf(order.window, clock),
  }));
  return cards
    .filter((card) => district === null || card.customer?.district === district)
    .sort(byUrgency);
}

const PRIORITIES = ["urgent", "high", "normal", "low"] as const;

/** Urgent ones first, then by the end of their windows, then as they came. */
function byUrgency(a: OrderCard, b: OrderCard): number {
  return (
    PRIORITIES.indexOf(a.order.priority) - PRIORITIES.indexOf(b.order.priority) ||
    (a.order.window?.end ?? "99").localeCompare(b.order.window?.end ?? "99") ||
    (a.id < b.id ? -1 : 1)
  );
}
