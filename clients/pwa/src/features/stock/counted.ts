import type { Doc } from "@/generated/entities";
import type { Line } from "@/replica/api";

/** What this tablet remembers of its last stock-take of a shelf. `seq`: its place in the outbox;
 * `at`: ms since 1970; `figure`: what was counted; `offset` and `sum`: the counter's parts as the
 * count left them. */
export interface Counted {
  readonly seq: number;
  readonly at: number;
  readonly figure: number;
  readonly offset: number;
  readonly sum: number;
}

/** No stock-take yet. */
export const NEVER: Counted = { seq: 0, at: 0, figure: 0, offset: 0, sum: 0 };

/** The sum of all adds to a shelf, without the offset that a count chose. */
export function sumOf(shelf: Doc<"inventory_item">): number {
  return shelf._.k?.stock?.[0] ?? shelf.stock;
}

/** The offset that a count of `figure` gives a shelf as it stands on the screen. */
export function offsetAfter(shelf: Doc<"inventory_item">, figure: number): number {
  return figure - sumOf(shelf);
}

/** What happened on a shelf since this tablet counted it. Null where it never did, or where
 * somebody counted after it: then its figure no longer says anything. */
export interface SinceCount {
  readonly figure: number;
  readonly at: number;
  /** What was added or taken here, and elsewhere. */
  readonly here: number;
  readonly elsewhere: number;
}

/** See {@link SinceCount}. `lines`: this device's writes. */
export function sinceCount(
  shelf: Doc<"inventory_item">,
  last: Counted,
  lines: readonly Line[],
): SinceCount | null {
  if (last.seq === 0 || shelf._.k?.stock?.[1] !== last.offset) return null;
  const here = addedHere(shelf.id, last.seq, lines);
  return { figure: last.figure, at: last.at, here, elsewhere: sumOf(shelf) - last.sum - here };
}

/** What this device added to a shelf (taken: negative) in the writes after `since`. What was
 * refused did not happen. */
export function addedHere(shelf: string, since: number, lines: readonly Line[]): number {
  let sum = 0;
  for (const { seq, word, ops } of lines) {
    if (seq <= since || word === "needs-you") continue;
    for (const [entity, id, , body] of ops) {
      if (entity !== "inventory_item" || id !== shelf) continue;
      sum += (body as { stock?: { add?: number } } | null)?.stock?.add ?? 0;
    }
  }
  return sum;
}
