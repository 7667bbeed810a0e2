/** The device's own mutations that the base does not show yet, in memory, by record; with the base
 * records beneath them, so that a write is on the screen without asking the disk. */

import { type Own, view } from "../core/overlay";
import type { Document, Dot, Entry, Op } from "../core/types";
import { shownOps } from "../store/ops";

/** A record's place: entity and id. */
export type Key = readonly [entity: string, id: string];

/** Places of what is not on the disk yet: behind all that is. */
const PROPOSED = 2 ** 52;

interface Mutation {
  readonly seq: number;
  readonly nonce: string;
  readonly dot: Dot;
  readonly ops: readonly Op[];
}

interface Touched {
  /** Places of the mutations that touch it, in order. */
  readonly seqs: number[];
  /** The record beneath them; undefined until it was read. */
  base: Document | null | undefined;
}

export class Overlay {
  readonly #bySeq = new Map<number, Mutation>();
  /** nonce -> the place of one that is not on the disk yet. */
  readonly #proposed = new Map<string, number>();
  readonly #touched = new Map<string, Map<string, Touched>>();
  #proposals = 0;

  /** How many mutations are on the screen, but not on the disk. */
  get proposed(): number {
    return this.#proposed.size;
  }

  /** Forgets all that is on the disk. Gives the records that it touched. */
  clear(): Key[] {
    const seqs = [...this.#bySeq.keys()].filter((seq) => seq < PROPOSED);
    const keys = seqs.flatMap((seq) => this.#drop(seq));
    // What lay beneath may be out of date by the time something lies over it again.
    for (const key of keys) this.release(key);
    return keys;
  }

  /** Takes a mutation's present fate in: it joins, changes or leaves the overlay, and stands for
   * its proposal. Gives the records that may look different now. */
  put(entry: Entry): Key[] {
    const proposal = this.#proposed.get(entry.nonce);
    const before = proposal === undefined ? this.#drop(entry.seq) : this.#withdraw(entry.nonce);
    if (entry.settled || entry.state === "refused" || entry.ops === null) return before;
    const { seq, nonce, replica, n } = entry;
    return [...before, ...this.#add({ seq, nonce, dot: [replica, n], ops: shownOps(entry) })];
  }

  /** Shows ops that are on their way to the disk, under the nonce that they will have there. */
  propose(nonce: string, ops: readonly Op[], dot: Dot): Key[] {
    this.#proposals += 1;
    const seq = PROPOSED + this.#proposals;
    this.#proposed.set(nonce, seq);
    return this.#add({ seq, nonce, dot, ops });
  }

  /** Takes a proposal back: the disk refused it. */
  withdraw(nonce: string): Key[] {
    return this.#withdraw(nonce);
  }

  /** Whether own mutations lie over a record. */
  touches([entity, id]: Key): boolean {
    return (this.#touched.get(entity)?.get(id)?.seqs.length ?? 0) > 0;
  }

  /** The records of an entity that own mutations touch. */
  ids(entity: string): string[] {
    const byId = this.#touched.get(entity) ?? new Map<string, Touched>();
    return [...byId].filter(([, { seqs }]) => seqs.length > 0).map(([id]) => id);
  }

  /** All records that own mutations touch. */
  keys(): Key[] {
    return [...this.#touched.keys()].flatMap((entity) =>
      this.ids(entity).map((id): Key => [entity, id]),
    );
  }

  /** What lies beneath the own mutations; undefined where that is not known. */
  base([entity, id]: Key): Document | null | undefined {
    return this.#touched.get(entity)?.get(id)?.base;
  }

  /** Keeps what lies beneath, where own mutations lie over it. */
  setBase(key: Key, base: Document | null): void {
    const touched = this.#touched.get(key[0])?.get(key[1]);
    if (touched !== undefined) touched.base = base;
  }

  /** Lets go of a base that nothing lies over any more. */
  release(key: Key): void {
    if (!this.touches(key)) this.#touched.get(key[0])?.delete(key[1]);
  }

  /** The record as the screen shows it. */
  view([entity, id]: Key, base: Document | null): Document | null {
    const touched = this.#touched.get(entity)?.get(id);
    if (touched === undefined || touched.seqs.length === 0) return base;
    return view(entity, base, this.#on(entity, id, touched.seqs));
  }

  *#on(entity: string, id: string, seqs: readonly number[]): Generator<Own> {
    for (const seq of seqs) {
      const mutation = this.#bySeq.get(seq);
      for (const op of mutation?.ops ?? []) {
        if (mutation !== undefined && op[0] === entity && op[1] === id) yield [op, mutation.dot];
      }
    }
  }

  #withdraw(nonce: string): Key[] {
    const seq = this.#proposed.get(nonce);
    if (seq === undefined) return [];
    this.#proposed.delete(nonce);
    return this.#drop(seq);
  }

  #add(mutation: Mutation): Key[] {
    this.#bySeq.set(mutation.seq, mutation);
    const keys = keysOf(mutation.ops);
    for (const [entity, id] of keys) {
      const { seqs } = this.#place(entity, id);
      const index = seqs.findLastIndex((seq) => seq < mutation.seq);
      seqs.splice(index + 1, 0, mutation.seq);
    }
    return keys;
  }

  #drop(seq: number): Key[] {
    const mutation = this.#bySeq.get(seq);
    if (mutation === undefined) return [];
    this.#bySeq.delete(seq);
    const keys = keysOf(mutation.ops);
    for (const [entity, id] of keys) {
      const seqs = this.#touched.get(entity)?.get(id)?.seqs;
      seqs?.splice(seqs.indexOf(seq), 1);
    }
    return keys;
  }

  #place(entity: string, id: string): Touched {
    let byId = this.#touched.get(entity);
    if (byId === undefined) {
      byId = new Map();
      this.#touched.set(entity, byId);
    }
    let touched = byId.get(id);
    if (touched === undefined) {
      touched = { seqs: [], base: undefined };
      byId.set(id, touched);
    }
    return touched;
  }
}

/** The records that ops touch, each once. */
export function keysOf(ops: readonly Op[]): Key[] {
  const keys = new Map(ops.map(([entity, id]) => [`${entity}/${id}`, [entity, id] as const]));
  return [...keys.values()];
}
