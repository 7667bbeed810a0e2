/**
 * What a stop more costs a route. Without a street map the way is guessed from the distance as the
 * crow flies; good enough to choose a place by, and always shown as "about".
 */

export interface Place {
  readonly lat: number;
  readonly lon: number;
}

/** Streets are this much longer than the crow's way. */
const WINDING = 1.35;
/** A lorry in town, metres a minute (20 km/h). */
const METRES_A_MINUTE = 333;
/** Carrying the cylinders up and the empties down. */
const MINUTES_AT_THE_DOOR = 4;

/** Metres between two points (haversine). */
export function metres(a: Place, b: Place): number {
  const rad = Math.PI / 180;
  const lat = Math.sin(((b.lat - a.lat) * rad) / 2) ** 2;
  const lon = Math.sin(((b.lon - a.lon) * rad) / 2) ** 2;
  const across = lat + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * lon;
  return 2 * 6_371_000 * Math.asin(Math.sqrt(across));
}

/** Minutes that a stop adds between two others; null where it is not known where it lies. */
export function minutesMore(
  before: Place | undefined,
  stop: Place | undefined,
  after: Place | undefined,
): number | null {
  if (!stop) return null;
  const there = before ? metres(before, stop) : 0;
  const on = after ? metres(stop, after) : 0;
  const straight = before && after ? metres(before, after) : 0;
  const way = Math.max(0, there + on - straight) * WINDING;
  return Math.round(way / METRES_A_MINUTE + MINUTES_AT_THE_DOOR);
}

/** The place (an index from `from` to the end) at which a stop lengthens the way least. */
export function cheapestPlace(
  way: readonly (Place | undefined)[],
  stop: Place | undefined,
  from: number,
): number {
  if (!stop) return way.length;
  let [best, least] = [way.length, Infinity];
  for (let at = from; at <= way.length; at++) {
    const more = minutesMore(way[at - 1], stop, way[at]) ?? Infinity;
    if (more < least) [best, least] = [at, more];
  }
  return best;
}
