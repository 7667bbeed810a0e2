/**
 * One device's store: the session, its records, its outbox, and what they must do together.
 *
 * The truth about the session is on the disk, for several tabs write: every move reads it within
 * the transaction that keeps the next one. Who wants to know of changes listens to `onChange`.
 */

import type { Table } from "dexie";

import { PROTOCOL, SCHEMA } from "../core/declarations";
import { Problem } from "../core/problem";
import { adopt, begin, type Deed, resync, write } from "../core/replica";
import type { Effect, Entry, Move, Seal, Session, Standing, Vector } from "../core/types";
import { Base } from "./base";
import { Blobs } from "./blobs";
import { Blocks } from "./blocks";
import { type Change, Changed, NOTHING } from "./change";
import type { Database } from "./database";
import { Drafts } from "./drafts";
import { carryOut } from "./effects";
import { storageProblem } from "./failure";
import { Outbox } from "./outbox";
import type { BlobRow, Head, StoredIdentity } from "./rows";

/** The outbox as it is within the transaction of a step. */
export interface OutboxReader {
  /** All that is kept, oldest first. */
  all(): PromiseLike<readonly Entry[]>;
  /** The uid of a kept number; null where it is not kept. */
  uidAt(replica: string, n: number): PromiseLike<string | null>;
}

/** What becomes of the session; null for "leave everything as it is". It awaits nothing but
 * `outbox`: it runs inside one transaction. */
export type Step = (
  session: Session,
  outbox: OutboxReader,
) => Move | null | PromiseLike<Move | null>;

/** The queue at one moment. `rows`: behind the last decision. `seals`: those that reach past it.
 * `held`: wanted series that run low -> numbers left. */
export interface Queue {
  readonly session: Session;
  readonly rows: readonly Entry[];
  readonly seals: readonly Seal[];
  readonly held: Readonly<Record<string, number>>;
}

/** Told after each transaction of this tab. `head`: as the transaction left it. */
export type ChangeListener = (change: Change, head: Head) => void;

const EMPTY: Head = { session: null, seq: 0, revision: 0 };

export class Store {
  readonly base: Base;
  readonly outbox: Outbox;
  readonly blocks: Blocks;
  readonly drafts: Drafts;
  readonly blobs: Blobs;
  readonly #listeners = new Set<ChangeListener>();

  constructor(readonly database: Database) {
    this.base = new Base(database);
    this.outbox = new Outbox(database);
    this.blocks = new Blocks(database);
    this.drafts = new Drafts(database);
    this.blobs = new Blobs(database);
  }

  /** Calls back after each transaction of this tab; what is returned ends it. */
  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // Identity

  /** Session, last place and revision as they are on the disk. */
  async head(): Promise<Head> {
    return (await this.database.load("head")) ?? EMPTY;
  }

  /** Who this device is; null before it is enrolled, and after its store was emptied. */
  async identity(): Promise<StoredIdentity | null> {
    return (await this.database.load("identity")) ?? null;
  }

  /**
   * Where the device stands, as it is on the disk.
   *
   * @throws Problem `device/required` where it is not enrolled.
   */
  async session(): Promise<Session> {
    return enrolled(await this.head());
  }

  /** Takes an identity. A queue that is here is kept, and offered under the new id. `offset`: what
   * to add to the device's time to get the hub's, ms. */
  async enrol(replica: string, identity: StoredIdentity, offset = 0): Promise<void> {
    await this.#transact(async (head) => {
      const [session, effects]: Move =
        head.session === null ? [begin(replica, 0, offset), []] : adopt(head.session, replica);
      const changed = await this.#carryOut(effects, session, 0);
      await this.blocks.drop();
      await this.database.save("identity", identity);
      await this.database.save("version", [PROTOCOL, SCHEMA]);
      changed.anew = true;
      return [undefined, { ...head, session }, { ...changed.done(), identity }];
    });
  }

  /** Keeps what changed of the identity. */
  async remember(identity: StoredIdentity): Promise<void> {
    await this.#transact(async (head) => {
      await this.database.save("identity", identity);
      return [undefined, head, { ...NOTHING, anew: true, identity }];
    });
  }

  /** At each start of the app: what it was told of its version is asked again, for the hub may have
   * come to it; and documents of another schema version are pulled anew. Mutations keep the version
   * that they were written in. */
  async appStarted(): Promise<void> {
    const [protocol, schema] = (await this.database.load("version")) ?? [PROTOCOL, SCHEMA];
    const { session: before } = await this.head();
    if (protocol === PROTOCOL && schema === SCHEMA && before?.upgrade !== true) return;
    await this.#transact(async (head) => {
      await this.database.save("version", [PROTOCOL, SCHEMA]);
      if (head.session === null) return [undefined, head, NOTHING];
      const known = { ...head.session, upgrade: false };
      const [session, effects] = schema === SCHEMA ? [known, []] : resync(known);
      const changed = await this.#carryOut(effects, session, 0);
      return [undefined, { ...head, session }, changed.done()];
    });
  }

  // Writing

  /**
   * Records one act. It is on the disk when this is fulfilled.
   *
   * @param before - What each op's fields showed before it.
   * @param resolves - The place of a refused mutation that this one takes up again.
   * @param check - Is called within the transaction; what it throws undoes it.
   * @throws Problem `device/storage` the disk is full or failed; nothing was kept.
   */
  async write(
    deed: Deed,
    before: readonly Standing[],
    now: number,
    resolves?: number,
    check?: () => void,
  ): Promise<Entry> {
    const tables = [this.database.meta, this.database.outbox];
    return this.#transact(async (head) => {
      check?.();
      const seq = head.seq + 1;
      const [session, written] = write(enrolled(head), deed, now, seq);
      const entry = await this.outbox.add(written, before, now);
      const resolved = resolves === undefined ? [] : await this.outbox.resolve(resolves);
      return [entry, { ...head, session, seq }, { ...NOTHING, rows: [...resolved, entry] }];
    }, tables);
  }

  /** The person gives a refused mutation, or its refused parts, up. */
  async resolve(seq: number): Promise<void> {
    await this.#rows(() => this.outbox.resolve(seq));
  }

  /** The next number of a series, or null. It is spent; more are asked for when few are left. */
  async take(series: string): Promise<number | null> {
    return this.#transact(
      async (head) => {
        await this.blocks.want(series);
        const number = await this.blocks.take(series);
        return [number, head, { ...NOTHING, series: [series] }];
      },
      [this.database.meta, this.database.blocks],
    );
  }

  /** From now on the device asks for numbers of this series. Whether that is news. */
  async want(series: string): Promise<boolean> {
    return this.#transact(
      async (head) => [await this.blocks.want(series), head, NOTHING],
      [this.database.meta, this.database.blocks],
    );
  }

  /** A file that is on this device now waits for its upload. */
  async attach(blob: Omit<BlobRow, "open">): Promise<void> {
    await this.#transact(
      async (head) => {
        await this.blobs.add(blob);
        return [undefined, head, { ...NOTHING, blobs: true }];
      },
      [this.database.meta, this.database.blobs],
    );
  }

  // For the engine

  /** Moves the session on as `step` says and carries out its effects, in one transaction. False
   * where that gave null. */
  async step(step: Step, now: number): Promise<boolean> {
    return this.#transact(async (head) => {
      const move = await step(enrolled(head), this.outbox);
      if (move === null) return [false, head, null];
      const [session, effects] = move;
      const changed = await this.#carryOut(effects, session, now);
      return [true, { ...head, session }, changed.done()];
    });
  }

  /** The next that is to be handed in: at most `limit` mutations, and one more where there are
   * more. */
  async queue(limit: number): Promise<Queue> {
    const { meta, outbox, seals, blocks } = this.database;
    return this.database.read([meta, outbox, seals, blocks], async () => {
      const session = enrolled(await this.head());
      const [n] = session.after;
      return {
        session,
        rows: await this.outbox.after(session.replica, n, limit + 1),
        seals: await this.outbox.seals(n),
        held: await this.blocks.low(),
      };
    });
  }

  /** A request with these numbers is about to leave. */
  async sent(replica: string, first: number, last: number, now: number): Promise<void> {
    await this.#rows(() => this.outbox.sent(replica, first, last, now));
  }

  /** The server cannot take this one at all: its input waits for a person. */
  async refuse(seq: number, code: string, now: number): Promise<void> {
    await this.#rows(() => this.outbox.refuse(seq, code, now));
  }

  /** Whether decided mutations still stand on top of the base. */
  async unsettled(): Promise<boolean> {
    const open = await this.outbox.open();
    return open.some(({ state }) => !["pending", "sent", "refused"].includes(state));
  }

  /** `[entity, id, vector]` of every record of the base. */
  async vectors(): Promise<readonly (readonly [string, string, Vector])[]> {
    return this.database.read(this.database.tables, () => this.base.vectors());
  }

  /** Lets go of what is old, decided and safe in a backup of the hub. */
  async forget(now: number): Promise<void> {
    await this.#transact(async (head) => {
      const known = enrolled(head);
      const kept = await this.database.outbox.count();
      const floor = (await this.outbox.forget(known, now)) ?? known.floor;
      const isLess = (await this.database.outbox.count()) < kept;
      const former = known.former && (await this.outbox.former(known.replica));
      if (!isLess && floor === known.floor && former === known.former)
        return [undefined, head, null];
      const session = { ...known, floor, former };
      return [undefined, { ...head, session }, { ...NOTHING, anew: isLess }];
    });
  }

  /** Wipes the store: identity, records, outbox, drafts, photos. */
  async clear(): Promise<void> {
    const { dexie, meta } = this.database;
    await this.#transact(async (head) => {
      const layout = await this.database.load("layout");
      for (const table of dexie.tables) await table.clear();
      await meta.put(layout, "layout");
      return [
        undefined,
        { ...EMPTY, revision: head.revision },
        { ...NOTHING, anew: true, identity: null },
      ];
    });
  }

  // Inside

  async #carryOut(effects: readonly Effect[], session: Session, now: number): Promise<Changed> {
    return carryOut(effects, this, session, now);
  }

  async #rows(change: () => Promise<readonly Entry[]>): Promise<void> {
    await this.#transact(
      async (head) => [undefined, head, { ...NOTHING, rows: await change() }],
      [this.database.meta, this.database.outbox],
    );
  }

  /** One transaction; what it changed is told once it is on the disk. A change of null: it changed
   * nothing. */
  async #transact<T>(
    work: (head: Head) => Promise<readonly [T, Head, Change | null]>,
    tables = this.database.tables,
  ): Promise<T> {
    const [value, change, head] = await this.#durably(tables, async () => {
      const before = await this.head();
      const [result, after, changed] = await work(before);
      const next = { ...after, revision: before.revision + 1 };
      if (changed !== null) await this.database.save("head", next);
      return [result, changed, next] as const;
    });
    if (change !== null) this.#tell(change, head);
    return value;
  }

  async #durably<T>(tables: readonly Table[], work: () => Promise<T>): Promise<T> {
    try {
      return await this.database.write(tables, work);
    } catch (error) {
      throw storageProblem(error);
    }
  }

  #tell(change: Change, head: Head): void {
    for (const listener of [...this.#listeners]) listener(change, head);
  }
}

function enrolled({ session }: Head): Session {
  if (session === null) throw new Problem("device/required");
  return session;
}
