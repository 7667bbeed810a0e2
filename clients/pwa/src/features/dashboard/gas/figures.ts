import { groupBy } from "@/app/records/groups";
import type { Delivery, Route, Stop } from "@/generated/entities";
import type { Tooth } from "@/ui/Comb";

import type { Point } from "../charts/LineChart";

/** The records of a delivery day. */
export interface GasDay {
  readonly routes: readonly Route[];
  readonly stops: readonly Stop[];
  readonly deliveries: readonly Delivery[];
}

/** The working day of a route without windows, in minutes since midnight. */
const DAY_BEGINS = 8 * 60;
const DAY_ENDS = 17 * 60;
/** So long (ms) without news from a running route, it is said. */
export const SILENT_AFTER = 20 * 60_000;

/** When each stop is due, in minutes since midnight: a route's stops are spread evenly over its
 * windows, each within its own. */
export function dueTimes(stops: readonly Stop[]): ReadonlyMap<string, number> {
  const due = new Map<string, number>();
  for (const route of groupBy(stops, (stop) => stop.route).values()) {
    const inOrder = [...route].sort((a, b) => a.sequence - b.sequence);
    const windows = inOrder.flatMap(({ window }) => window ?? []);
    const from = Math.min(
      ...windows.map(({ start }) => minuteOf(start)),
      windows.length > 0 ? Infinity : DAY_BEGINS,
    );
    const to = Math.max(
      ...windows.map(({ end }) => minuteOf(end)),
      windows.length > 0 ? 0 : DAY_ENDS,
    );
    inOrder.forEach((stop, index) => {
      const even = from + ((index + 1) / inOrder.length) * (to - from);
      const { window } = stop;
      const least = window === undefined ? from : minuteOf(window.start);
      const most = window === undefined ? to : minuteOf(window.end);
      due.set(stop.id, Math.round(Math.min(most, Math.max(least, even))));
    });
  }
  return due;
}

function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

/** How many there were by each of some moments. */
export function cumulative(minutes: readonly number[], begin?: number): readonly Point[] {
  const sorted = [...minutes].sort((a, b) => a - b);
  const first = begin ?? sorted[0];
  if (first === undefined) return [];
  return [
    [Math.min(first, sorted[0] ?? first), 0],
    ...sorted.map((minute, index): Point => [minute, index + 1]),
  ];
}

/** What was taken, by the way it was paid. */
export function takings(deliveries: readonly Delivery[]): {
  readonly cash: number;
  readonly other: number;
} {
  let [cash, other] = [0, 0];
  for (const { amount = 0, payment } of deliveries) {
    if (payment === "cash") cash += amount;
    else other += amount;
  }
  return { cash, other };
}

/** Full cylinders that were left, and empties that came back. */
export function cylinders(deliveries: readonly Delivery[]): {
  readonly left: number;
  readonly back: number;
} {
  return deliveries.reduce(
    (sum, one) => ({ left: sum.left + one.left, back: sum.back + one.empties }),
    { left: 0, back: 0 },
  );
}

/** How one route is doing. */
export interface RouteProgress {
  readonly route: Route;
  readonly teeth: readonly Tooth[];
  readonly done: number;
  readonly all: number;
  /** Stops ahead of what is due by now; behind where negative. */
  readonly ahead: number;
  readonly failed: readonly Stop[];
  /** The latest news of it, ms since 1970; undefined before the first. */
  readonly heardAt: number | undefined;
  readonly isSilent: boolean;
  /** Stops that are due but were not heard of, while it is silent. */
  readonly expected: number;
}

/** How each route is doing at `now` (ms), which is `minute` minutes after midnight of the day.
 * `contact`: when each route's driver was last heard from, where the server could be asked. */
export function progressOf(
  day: GasDay,
  now: number,
  minute: number,
  contact: ReadonlyMap<string, number>,
): readonly RouteProgress[] {
  const due = dueTimes(day.stops);
  const stopsOf = groupBy(day.stops, (stop) => stop.route);
  const deliveriesOf = groupBy(day.deliveries, (delivery) => delivery.route);
  return day.routes.map((route) => {
    const stops = [...(stopsOf.get(route.id) ?? [])].sort((a, b) => a.sequence - b.sequence);
    const heardAt = latestNews(route, stops, deliveriesOf.get(route.id) ?? [], contact);
    const isRunning = route.state === "running";
    const isSilent = isRunning && heardAt !== undefined && now - heardAt > SILENT_AFTER;
    const isDue = (stop: Stop): boolean => (due.get(stop.id) ?? Infinity) <= minute;
    const over = stops.filter(isOver);
    const expected = isSilent ? stops.filter((stop) => !isOver(stop) && isDue(stop)).length : 0;
    const next = isRunning && !isSilent ? stops.find((stop) => !isOver(stop)) : undefined;
    return {
      route,
      teeth: stops.map((stop) => toothOf(stop, stop === next, isSilent && isDue(stop))),
      done: stops.filter((stop) => stop.state === "delivered").length,
      all: stops.length,
      ahead: over.length - stops.filter(isDue).length,
      failed: stops.filter((stop) => stop.state === "failed"),
      heardAt,
      isSilent,
      expected,
    };
  });
}

function isOver(stop: Stop): boolean {
  return stop.state === "delivered" || stop.state === "failed" || stop.state === "skipped";
}

function toothOf(stop: Stop, isNext: boolean, isExpected: boolean): Tooth {
  if (stop.state === "delivered") return "received";
  if (stop.state === "failed") return "failed";
  if (isNext) return "now";
  return isExpected ? "expected" : "to-come";
}

function latestNews(
  route: Route,
  stops: readonly Stop[],
  deliveries: readonly Delivery[],
  contact: ReadonlyMap<string, number>,
): number | undefined {
  const times = [
    contact.get(route.id),
    route.started_at,
    ...stops.flatMap((stop) => [stop.seen_at, stop.arrived_at]),
    ...deliveries.map((delivery) => delivery.at ?? delivery.received_at),
  ].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
}

/** Reasons why something could not be delivered, the most frequent first. */
export function reasonsOf(deliveries: readonly Delivery[]): readonly (readonly [string, number])[] {
  const failed = deliveries.filter((delivery) => delivery.outcome === "failed");
  return [...groupBy(failed, (delivery) => delivery.failure ?? "")]
    .map(([reason, all]) => [reason, all.length] as const)
    .sort((a, b) => b[1] - a[1]);
}

const SECOND = 1000;
/** Upper ends (ms) of the classes of {@link delays}; the last class has none. */
export const DELAYS: readonly number[] = [1, 5, 60, 600, 3600].map((seconds) => seconds * SECOND);

/** How long it took from the door to the office: how many fell into each class. */
export function delays(deliveries: readonly Delivery[]): readonly number[] {
  const counts = new Array<number>(DELAYS.length + 1).fill(0);
  for (const { at, received_at: received } of deliveries) {
    if (at === undefined || received === undefined) continue;
    const took = received - at;
    const found = DELAYS.findIndex((most) => took <= most);
    const index = found < 0 ? DELAYS.length : found;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}
