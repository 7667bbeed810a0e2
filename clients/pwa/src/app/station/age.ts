import type { Doc } from "@/generated/entities";

/** How long an order has been there, in the board's words. */
export type AgeWord = "fresh" | "soon" | "late";

/** A station's limits, in minutes since the order was placed. */
export interface AgeLimits {
  readonly soonAfter: number;
  readonly lateAfter: number;
}

export interface Age {
  readonly of: AgeWord;
  /** ms since the order was placed; never negative. */
  readonly elapsed: number;
  /** How full the gauge is, 0 to 1: full at the second limit. */
  readonly share: number;
  /** Where on the gauge the first limit stands, 0 to 1. */
  readonly notch: number;
}

const MINUTE = 60_000;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The limits that a station declares; what it does not say yet is 3 and 6 minutes. */
export function limitsOf(station: Doc<"station"> | null | undefined): AgeLimits {
  return { soonAfter: station?.soon_after ?? 3, lateAfter: station?.late_after ?? 6 };
}

/** The age at `now` of what was placed at `since` (both ms since 1970, hub's time). */
export function ageOf(since: number, now: number, limits: AgeLimits): Age {
  const elapsed = Math.max(0, now - since);
  const late = limits.lateAfter * MINUTE;
  const soon = Math.min(limits.soonAfter * MINUTE, late);
  const of = elapsed >= late ? "late" : elapsed >= soon ? "soon" : "fresh";
  return {
    of,
    elapsed,
    share: late === 0 ? 1 : Math.min(1, elapsed / late),
    notch: late === 0 ? 0 : soon / late,
  };
}

/** When an order was placed, ms since 1970. An order that does not say was placed when its id was
 * made: the first 48 bits of a UUIDv7 are its time, eight characters of base64url. */
export function placedAt(order: Doc<"drink_order">): number {
  return order.placed_at ?? timeOfId(order.id);
}

function timeOfId(id: string): number {
  let time = 0;
  for (const sign of id.slice(0, 8)) time = time * 64 + Math.max(0, ALPHABET.indexOf(sign));
  return time;
}
