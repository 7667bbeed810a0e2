/** Whether a route's driver can be reached, as the hub last told. */

import type { Reach } from "@/api/reach";

/** `in` and `out` of contact since `at`; `never` seen at all; `unknown`: the hub was not asked. */
export type Contact =
  | { readonly is: "in" | "out"; readonly at: number }
  | { readonly is: "never" }
  | { readonly is: "unknown" };

/** A driver silent for longer is out of contact. */
export const SILENCE_MS = 5 * 60_000;

const NEVER: Contact = { is: "never" };
const UNKNOWN: Contact = { is: "unknown" };

/**
 * @param reach undefined where the hub has not said
 * @param asOf when it said so: what this device could not hear itself is not the driver's silence
 */
export function contactOf(reach: Reach | undefined, asOf: number): Contact {
  if (reach === undefined) return UNKNOWN;
  if (reach.lastContact === null) return NEVER;
  const silent = asOf - reach.lastContact > SILENCE_MS;
  return { is: silent ? "out" : "in", at: reach.lastContact };
}
