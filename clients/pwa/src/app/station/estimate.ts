import type { Doc } from "@/generated/entities";

const MINUTE = 60_000;
/** Used until the station has finished a cup of its own. */
const USUAL_CUP = 90_000;
/** Cups that "took" less were tapped through afterwards; what took longer stood forgotten. */
const SHORTEST = 20_000;
const LONGEST = 10 * MINUTE;
/** A pair of hands that finished nothing for so long is elsewhere. */
const AT_WORK = 10 * MINUTE;

/** What a station's wait is estimated from. */
export interface Workload {
  readonly toMake: number;
  readonly making: number;
  /** Orders finished most recently, newest first; 20 say enough. */
  readonly finished: readonly Doc<"drink_order">[];
  /** People who have a cup in their hands now. */
  readonly hands: readonly (string | undefined)[];
}

/** Whole minutes, at least 1, that a guest who orders at `now` (ms) will wait: the cups before
 * this one and the cup itself, at the pace of the last cups, shared among those at work. A cup
 * that is being made counts half. */
export function estimateMinutes(load: Workload, now: number): number {
  const cups = load.toMake + load.making / 2 + 1;
  const people = new Set(load.hands.filter((hand) => hand !== undefined));
  for (const order of load.finished) {
    if (order.barista !== undefined && now - (order.completed_at ?? 0) <= AT_WORK)
      people.add(order.barista);
  }
  const each = cupTime(load.finished) / Math.max(1, people.size);
  return Math.max(1, Math.ceil((cups * each) / MINUTE));
}

/** The median time from start to done, ms. */
function cupTime(finished: readonly Doc<"drink_order">[]): number {
  const times = finished
    .map((order) => (order.completed_at ?? 0) - (order.started_at ?? Number.POSITIVE_INFINITY))
    .filter((time) => time >= SHORTEST && time <= LONGEST)
    .sort((one, other) => one - other);
  return times[Math.floor(times.length / 2)] ?? USUAL_CUP;
}
