/** The outbox: own mutations with their fate, and the seals that vouch for it. Calls belong into
 * the caller's transaction. */

import Dexie, { type Collection } from "dexie";

import { KEEP_MS } from "../core/replica";
import type {
  Decide,
  Detail,
  Entry,
  Match,
  Renumber,
  Seal,
  Session,
  Standing,
  State,
  Written,
} from "../core/types";
import { needsYou } from "../core/words";
import type { Database } from "./database";
import type { OutboxRow } from "./rows";

type Rows = Collection<OutboxRow, number>;

export class Outbox {
  constructor(private readonly database: Database) {}

  // Writing: each gives the entries as they are now, so that screens need not read them again.

  async add(written: Written, before: readonly Standing[], madeAt: number): Promise<Entry> {
    const entry = { ...written, before, madeAt, sentAt: null, decidedAt: null, resolved: false };
    await this.database.outbox.add(rowOf(entry));
    return entry;
  }

  /** A request carries these numbers. */
  async sent(replica: string, first: number, last: number, now: number): Promise<Entry[]> {
    return this.#change(this.#numbers(replica, first, last), (entry) =>
      entry.state === "pending" ? { ...entry, state: "sent", sentAt: entry.sentAt ?? now } : null,
    );
  }

  /** Verdicts. One that is refused again keeps the first reason: the hub, which saw no more than a
   * void number, cannot name it. */
  async decide(
    replica: string,
    { first, last, named, fix }: Decide,
    now: number,
  ): Promise<Entry[]> {
    return this.#change(this.#numbers(replica, first, last), (entry) => {
      const [state, detail]: readonly [State, Detail | null] = named[entry.n] ?? ["merged", null];
      const fixed = fix[entry.n] ?? entry.fixed;
      if (state === "refused" && entry.state === "refused") return { ...entry, fixed };
      return { ...entry, state, detail, fixed, decidedAt: now };
    });
  }

  /** This one cannot even be sent; its number goes out empty, its input waits for a person. */
  async refuse(seq: number, code: string, now: number): Promise<Entry[]> {
    return this.#change(this.#at(seq), (entry) => ({
      ...entry,
      state: "refused",
      detail: [code],
      decidedAt: now,
    }));
  }

  /** The overlay is done with what is decided up to this number, and under former ids. */
  async settle(replica: string, upto: number): Promise<Entry[]> {
    return this.#change(this.#open(), (entry) =>
      isDecided(entry) && (entry.replica !== replica || entry.n <= upto)
        ? { ...entry, settled: true }
        : null,
    );
  }

  /** The base shows what these did. */
  async settleThese(seqs: readonly number[]): Promise<Entry[]> {
    return this.#change(this.database.outbox.where("seq").anyOf([...seqs]), (entry) => ({
      ...entry,
      settled: true,
    }));
  }

  /** A new base knows only what its hub decided: the rest goes back on top of it. */
  async unsettle(): Promise<void> {
    await this.#change(this.#undecided(), (entry) =>
      entry.settled ? { ...entry, settled: false } : null,
    );
  }

  /** The hub has lost the decisions from this number on. */
  async reopen(replica: string, first: number): Promise<void> {
    await this.#change(this.#numbers(replica, first, Infinity), (entry) =>
      entry.state === "merged" || entry.state === "conflict" || entry.state === "parted"
        ? { ...entry, state: "sent", decidedAt: null }
        : null,
    );
  }

  /** New dots after a rekey; what vouched for the former ones is void. */
  async renumber({ moves, details }: Renumber, now: number): Promise<void> {
    const seqs = Object.keys(moves).map(Number);
    await this.#change(this.database.outbox.where("seq").anyOf(seqs), (entry) => {
      const move = moves[entry.seq];
      if (move === undefined) return null;
      const [replica, n, state] = move;
      return {
        ...entry,
        replica,
        n,
        state,
        detail: state === "merged" ? null : (details[entry.seq] ?? entry.detail),
        decidedAt: state === "pending" ? null : (entry.decidedAt ?? now),
      };
    });
    await this.database.seals.clear();
  }

  /** A person has dealt with a refused one: its input may go. */
  async resolve(seq: number): Promise<Entry[]> {
    return this.#change(this.#at(seq), (entry) => ({
      ...entry,
      resolved: true,
      ops: entry.state === "refused" ? null : entry.ops,
    }));
  }

  /** A seal, to give back after a restore; it stands for the narrower ones of its range. */
  async keep(seal: Seal): Promise<void> {
    const { first, last } = seal;
    await this.database.seals
      .where("first")
      .aboveOrEqual(first)
      .and((other) => other.last <= last)
      .delete();
    await this.database.seals.put(seal);
  }

  /**
   * Lets go of the oldest decided mutations that are 14 days old and in a backup, in number order;
   * those that a person must still deal with keep their input. Gives the new floor, null where it
   * stays.
   */
  async forget(session: Session, now: number): Promise<Match | null> {
    const old = now - KEEP_MS;
    const safe = Math.min(session.safe, session.after[0]);
    let floor: Match | null = null;
    for (const row of await this.#numbers(session.replica, session.floor[0] + 1, safe).toArray()) {
      if (row.decidedAt === null || row.decidedAt > old) break;
      floor = [row.n, row.uid];
    }
    if (floor !== null) {
      const [n] = floor;
      await this.#numbers(session.replica, 0, n)
        .and((row) => row.needs === undefined)
        .delete();
      await this.database.seals.where("last").belowOrEqual(n).delete();
    }
    if (session.safe > 0) await this.#forgetFormer(session.replica, old);
    return floor;
  }

  async #forgetFormer(replica: string, old: number): Promise<void> {
    await this.database.outbox
      .filter(
        (row) =>
          row.replica !== replica &&
          row.needs === undefined &&
          isDecided(row) &&
          row.decidedAt !== null &&
          row.decidedAt <= old,
      )
      .delete();
  }

  // Reading

  /** What stands behind a number, in order. */
  async after(replica: string, n: number, limit: number): Promise<Entry[]> {
    return (
      await this.#numbers(replica, n + 1, Infinity)
        .limit(limit)
        .toArray()
    ).map(entryOf);
  }

  /** What the overlay may have to show, oldest first. */
  async open(): Promise<Entry[]> {
    return (await this.#open().sortBy("seq")).map(entryOf);
  }

  /** All that is kept, oldest first. */
  async all(): Promise<Entry[]> {
    return (await this.database.outbox.orderBy("seq").toArray()).map(entryOf);
  }

  /** The person's list, newest first. */
  async newest(limit: number): Promise<Entry[]> {
    const rows = await this.database.outbox.orderBy("seq").reverse().limit(limit).toArray();
    return rows.map(entryOf);
  }

  /** What needs the person, newest first. */
  async needs(): Promise<Entry[]> {
    const rows = await this.database.outbox.where("needs").equals(1).reverse().sortBy("seq");
    return rows.map(entryOf);
  }

  async entry(seq: number): Promise<Entry | null> {
    const row = await this.database.outbox.get(seq);
    return row === undefined ? null : entryOf(row);
  }

  /** Those of these places that are still kept. */
  async entries(seqs: readonly number[]): Promise<Entry[]> {
    const rows = await this.database.outbox.bulkGet([...seqs]);
    return rows.flatMap((row) => (row === undefined ? [] : [entryOf(row)]));
  }

  /** The uid of a kept number. */
  async uidAt(replica: string, n: number): Promise<string | null> {
    const row = await this.database.outbox.where("[replica+n]").equals([replica, n]).first();
    return row?.uid ?? null;
  }

  /** The seals that reach past a number, in order. */
  async seals(n: number): Promise<Seal[]> {
    return this.database.seals.where("last").above(n).sortBy("first");
  }

  /** What has no verdict. */
  async undecided(): Promise<Entry[]> {
    return (await this.#undecided().sortBy("seq")).map(entryOf);
  }

  /** Whether decisions under other ids are kept. */
  async former(replica: string): Promise<boolean> {
    const own = await this.database.outbox
      .where("[replica+n]")
      .between([replica, Dexie.minKey], [replica, Dexie.maxKey])
      .count();
    return own < (await this.database.outbox.count());
  }

  #at(seq: number): Rows {
    return this.database.outbox.where("seq").equals(seq);
  }

  #open(): Rows {
    return this.database.outbox.where("open").equals(1);
  }

  #undecided(): Rows {
    return this.database.outbox.where("state").anyOf("pending", "sent");
  }

  /** The rows of a range of numbers, both ends included, in order. */
  #numbers(replica: string, first: number, last: number): Rows {
    return this.database.outbox
      .where("[replica+n]")
      .between([replica, first], [replica, last], true, true);
  }

  async #change(rows: Rows, change: (entry: Entry) => Entry | null): Promise<Entry[]> {
    const changed = (await rows.toArray()).flatMap((row) => change(entryOf(row)) ?? []);
    if (changed.length > 0) await this.database.outbox.bulkPut(changed.map(rowOf));
    return changed;
  }
}

/** Whether the hub (or this device, for what cannot be sent) has said its word. */
export function isDecided({ state }: Written): boolean {
  return state !== "pending" && state !== "sent";
}

function rowOf(entry: Entry): OutboxRow {
  return { ...entry, ...(!entry.settled && { open: 1 }), ...(needsYou(entry) && { needs: 1 }) };
}

function entryOf(row: OutboxRow): Entry {
  const entry = { ...row };
  delete entry.open;
  delete entry.needs;
  return entry;
}
