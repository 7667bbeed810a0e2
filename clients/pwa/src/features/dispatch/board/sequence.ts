/**
 * Where stops stand on their route: a number between its neighbours', so that putting one in changes
 * no other record, and two people who put one in at the same place do not write over each other.
 */

/** Whatever has a place on a route. */
export interface Placed {
  readonly id: string;
  readonly sequence: number;
}

/** What must be written to make room. */
export interface Room {
  /** The newcomers' sequences, in their order. */
  readonly fresh: readonly number[];
  /** Others that must move, id -> sequence; empty but where the neighbours stood too close. */
  readonly moved: ReadonlyMap<string, number>;
}

/** Neighbours closer than this leave no room: the route is numbered anew from 1. */
export const CLOSEST = 1e-6;

/** The step between stops that are numbered anew, and at the end of a route. */
const STEP = 1;

const NONE: ReadonlyMap<string, number> = new Map();

/**
 * Room for newcomers on a route.
 *
 * @param stops the others, in order
 * @param at before which of them (their count: at the end)
 * @param count how many come
 */
export function roomAt(stops: readonly Placed[], at: number, count: number): Room {
  const before = stops[at - 1]?.sequence;
  const after = stops[at]?.sequence;
  const low = before ?? 0;
  if (after === undefined) return { fresh: spread(low, STEP, count), moved: NONE };
  const step = (after - low) / (count + 1);
  if (step > CLOSEST) return { fresh: spread(low, step, count), moved: NONE };
  return numberedAnew(stops, at, count);
}

function spread(low: number, step: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => low + step * (index + 1));
}

function numberedAnew(stops: readonly Placed[], at: number, count: number): Room {
  const moved = new Map<string, number>();
  stops.forEach((stop, index) => {
    const sequence = (index < at ? index + 1 : index + 1 + count) * STEP;
    if (sequence !== stop.sequence) moved.set(stop.id, sequence);
  });
  return { fresh: spread(at * STEP, STEP, count), moved };
}

/** In the order in which they are reached; equals stand by id, on every device alike. */
export function bySequence(a: Placed, b: Placed): number {
  return a.sequence - b.sequence || (a.id < b.id ? -1 : 1);
}
