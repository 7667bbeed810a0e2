import type { Doc } from "@/generated/entities";

/** Where a message belongs, as a station sees it: another station's id, or one of these. `all`: to
 * everyone. `desk`: with the organisers. `own`: the station's own notes, for those who take over. */
export type Thread = "all" | "desk" | "own" | (string & {});

/** The thread of a message at a station; null where it is none of the station's. */
export function threadOf(message: Doc<"message">, station: string): Thread | null {
  const { from_station: from, to_station: to } = message;
  if (message.broadcast) return "all";
  if (from === station && to === station) return "own";
  if (from === station) return to ?? (message.to_person !== undefined ? "desk" : null);
  if (to === station) return from ?? "desk";
  return null;
}

/** When the hub had a message; of one that is still here, when it was written. ms since 1970.
 * Unlike the writer's time, it never lies before what was already read. */
export function cameAt(message: Doc<"message">): number {
  return message.received_at ?? message.sent_at ?? 0;
}
