import type { Stats } from "@/replica/api";
import type { StateOf } from "@/ui/StateShape";

/** One thing that the pill says: the state, and the key and count of its words. */
export interface PillWord {
  readonly of: StateOf;
  readonly key:
    | "received"
    | "waiting"
    | "sent"
    | "needs-you"
    | "none-waiting"
    | "no-contact"
    | "reading"
    | "sign-in"
    | "upgrade";
  readonly count: number;
}

/**
 * What the pill says: one or two states.
 *
 * What needs a person is never left out; beside it stands what waits, else the contact. Without it,
 * no contact and what waits stand together. While a write is refused, not all is received, whatever
 * else was: then nothing waits. A lost contact is told as late as the engine tells it: a bus that
 * passes through a tunnel is no news.
 */
export function pillStates(stats: Stats): readonly [PillWord] | readonly [PillWord, PillWord] {
  const attention = needing(stats);
  const waiting: PillWord | null =
    stats.waiting > 0 ? { of: "waiting", key: "waiting", count: stats.waiting } : null;
  const contact = connection(stats);
  if (attention !== null) {
    if (waiting !== null) return [attention, waiting];
    const rest = contact ?? settled(stats);
    return rest.key === "none-waiting" ? [attention, rest] : [rest, attention];
  }
  if (contact !== null) return waiting === null ? [contact] : [contact, waiting];
  return [waiting ?? settled(stats)];
}

function needing(stats: Stats): PillWord | null {
  const count = stats.needsYou + stats.conflicts;
  if (count > 0) return { of: "needs-you", key: "needs-you", count };
  if (stats.signedOut !== null) return { of: "needs-you", key: "sign-in", count: 1 };
  if (stats.upgrade) return { of: "needs-you", key: "upgrade", count: 1 };
  return null;
}

function connection({ contact }: Stats): PillWord | null {
  const lost = contact.tell && contact.link !== "live" && contact.link !== "online";
  return lost ? { of: "no-contact", key: "no-contact", count: 0 } : null;
}

function settled(stats: Stats): PillWord {
  if (stats.sent > 0) return { of: "sent", key: "sent", count: stats.sent };
  if (!stats.complete) return { of: "fresh", key: "reading", count: 0 };
  if (stats.needsYou > 0) return { of: "fresh", key: "none-waiting", count: 0 };
  return { of: "received", key: "received", count: 0 };
}
