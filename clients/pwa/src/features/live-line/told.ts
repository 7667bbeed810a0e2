/** What the live line tells, before it is put into words. */

import type { Doc } from "@/generated/entities";
import type { StateOf } from "@/ui/StateShape";

/** A line: the key of its words with their facts. */
export interface Told {
  /** What is the same happening has the same key. */
  readonly key: string;
  /** ms since 1970. */
  readonly at: number;
  readonly of: StateOf;
  /** In the namespace `live-line`, under `told`. */
  readonly words: string;
  readonly facts: Readonly<Record<string, string | number>>;
  /** How many were put together into this line. */
  readonly count: number;
}

/** Happenings of one kind, by one person, within this time are one line. */
const TOGETHER_MS = 20_000;

/** How many lines are kept. */
export const KEPT = 50;

/** Adds a line to those heard so far, the newest first; what belongs to the last one of its kind
 * counts up there. */
export function heardToo(lines: readonly Told[], line: Told): readonly Told[] {
  const same = lines.findIndex((one) => one.key === line.key && line.at - one.at < TOGETHER_MS);
  const before = lines[same];
  const rest = lines.filter((one) => one !== before);
  const told = before === undefined ? line : { ...line, count: before.count + 1 };
  return [told, ...rest].slice(0, KEPT);
}

/** Two lists as one, the newest first. */
export function merged(some: readonly Told[], others: readonly Told[]): readonly Told[] {
  return [...some, ...others].sort((a, b) => b.at - a.at).slice(0, KEPT);
}

/** A stop's place on its route, and the number that stands for the route. */
export interface Known {
  readonly badge: number;
  readonly number: number;
  readonly customer: string;
}

/** What a proof of delivery tells. */
export function ofDelivery(delivery: Doc<"delivery">, known: Known | undefined): Told | null {
  const at = delivery.at ?? delivery.at_device ?? delivery.received_at;
  if (at === undefined || known === undefined) return null;
  const failed = delivery.outcome === "failed";
  const facts = { route: known.badge, number: known.number, name: known.customer };
  return {
    key: `delivery:${delivery.id}`,
    at,
    of: failed ? "failed" : "received",
    words: failed ? (delivery.failure ? "failed-because" : "failed") : "delivered",
    facts: { ...facts, reason: delivery.failure ?? "" },
    count: 1,
  };
}
