/** What the tests of the session share. */

import { stampAt } from "./clock";
import { ask, begin } from "./replica";
import type { Arrivals, Asked, Entry, Session, State, Written } from "./types";
import type { Answer } from "./wire";

export const NOW = 1_800_000_000_000;
export const AT = stampAt(NOW);
export const OPS = '[["item","i",{},{"price":1}]]';

/** The nth uid of a history. */
export function uid(n: number): string {
  return `u${String(n).padStart(11, "0")}`;
}

/** The nth mutation. */
export function written(n: number, state: State = "pending", more: Partial<Written> = {}): Written {
  return {
    seq: n,
    replica: "me",
    n,
    uid: uid(n),
    nonce: "nonce123",
    actor: "actor",
    stamp: AT + n,
    ops: OPS,
    schema: 1,
    state,
    detail: null,
    fixed: 0,
    settled: false,
    ...more,
  };
}

/** The nth mutation as the outbox keeps it. */
export function entry(state: State = "pending", more: Partial<Entry> = {}): Entry {
  return {
    ...written(1, state),
    before: [],
    madeAt: NOW,
    sentAt: null,
    decidedAt: null,
    resolved: false,
    ...more,
  };
}

/** A session that follows. */
export function session(more: Partial<Session> = {}): Session {
  return { ...begin("me", AT), pull: "follow", cursor: "c1", ...more };
}

/** What is remembered of a request with the next `count` mutations. */
export function asked(start: Session, count = 0, more: Partial<Asked> = {}): Asked {
  const rows = Array.from({ length: count }, (_, i) => written(start.after[0] + i + 1));
  return { ...ask(start, rows, [], NOW)[1], ...more };
}

export function answer(more: Partial<Answer> = {}): Answer {
  return { at: AT, ...more };
}

export function nobody(): null {
  return null;
}

export function arrivals(): Arrivals {
  return [["item", [{ id: "i", _: { v: { a: 1 } } }]]];
}
