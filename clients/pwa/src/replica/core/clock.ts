/**
 * Hybrid logical clock: physical milliseconds and a counter in one integer.
 *
 * After Kulkarni, Demirbas et al., "Logical Physical Clocks" (2014). A stamp is `ms * 1024 +
 * counter`: an exact JavaScript number until the year 2248, and a counter that overflows carries
 * into the next millisecond by itself.
 */

import type { Clock, Stamp } from "./types";

/** Counter values per millisecond. */
const TICKS = 1024;

/** How far ahead of the hub's clock a stamp may be before admission brings it back, ms. */
const FUTURE_ALLOWED_MS = 5 * 60 * 1000;

/** The first stamp of a millisecond. */
export function stampAt(ms: number): Stamp {
  return ms * TICKS;
}

/** The physical part of a stamp, ms since 1970. */
export function msOf(stamp: Stamp): number {
  return Math.floor(stamp / TICKS);
}

/** The clock after making a stamp at the device's time `nowMs`; the stamp is its `last`: past
 * everything made or heard. */
export function tick(clock: Clock, nowMs: number): Clock {
  return { ...clock, last: Math.max(clock.last + 1, stampAt(nowMs + clock.offset)) };
}

/** The clock past a stamp that came from elsewhere, so that what follows sorts after it. */
export function hearStamp(clock: Clock, stamp: Stamp): Clock {
  return stamp > clock.last ? { ...clock, last: stamp } : clock;
}

/**
 * Learns the offset from one exchange (Cristian 1989): the hub read its clock half way.
 *
 * The clock is also brought back to the hub's time where it ran ahead of it: stamps that the hub
 * would clamp anyway must not drag the later ones along for years.
 */
export function measure(clock: Clock, askedMs: number, answeredMs: number, hub: Stamp): Clock {
  const offset = msOf(hub) - Math.floor((askedMs + answeredMs) / 2);
  const ranAhead = clock.last > hub + stampAt(FUTURE_ALLOWED_MS);
  return { last: ranAhead ? hub : Math.max(clock.last, hub), offset };
}
