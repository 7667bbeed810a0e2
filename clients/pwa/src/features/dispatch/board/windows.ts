/** The part of the day in which a customer expects somebody, against the clock. */

import type { Urgency } from "./model";

export interface Window {
  readonly start: string;
  readonly end: string;
}

/** Minutes before a window's end from which it is near. */
const NEAR_MINUTES = 60;

/** What halves of a day people ask for: in words instead of figures. */
export type Part = "morning" | "afternoon" | "day";

/** The words for a window that is half a day or all of it; null where figures say more. */
export function partOf(window: Window): Part | null {
  const [start, end] = [minutes(window.start), minutes(window.end)];
  if (start <= 9 * 60 && end === 12 * 60 && end - start >= 180) return "morning";
  if (start >= 12 * 60 && start <= 13 * 60 && end >= 17 * 60) return "afternoon";
  if (start <= 9 * 60 && end >= 17 * 60) return "day";
  return null;
}

/** How near a window's end is. `clock`: the organisation's time of day, `HH:MM`. */
export function urgencyOf(window: Window | undefined | null, clock: string): Urgency {
  if (!window) return "none";
  const left = minutes(window.end) - minutes(clock);
  if (left < 0) return "late";
  return left <= NEAR_MINUTES ? "soon" : "none";
}

/** Whether a window is over. */
export function isOver(window: Window | undefined | null, clock: string): boolean {
  return Boolean(window) && urgencyOf(window, clock) === "late";
}

function minutes(clock: string): number {
  const [hours = "0", rest = "0"] = clock.split(":");
  return Number(hours) * 60 + Number(rest);
}
