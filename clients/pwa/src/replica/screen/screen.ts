/**
 * What the screens of this tab show: the base with the device's own mutations on top, kept up to
 * date in memory.
 *
 * A change of this tab is applied in the very task in which its transaction is done; IndexedDB ends
 * transactions over the same tables in order, and so do their reads. So a read that is taken in
 * after a change was made after it, and nothing older is ever put over something newer.
 */

import type { Document, Entry, Op, Session } from "../core/types";
import { Problem } from "../core/problem";
import type { Change, Records } from "../store/change";
import { storageProblem } from "../store/failure";
import type { Head, StoredIdentity } from "../store/rows";
import type { Store } from "../store/store";
import { Notices } from "./live";
import { type Key, keysOf, Overlay } from "./overlay";
import type { Follower, Host } from "./record-view";
import type { LinesView, QueueHost } from "./row-views";
import { Tally } from "./tally";

/** A read that failed is tried again after so many ms. */
const AGAIN_MS = 1_000;

/** What changed beside records and mutations. */
export interface Beside {
  /** Series whose numbers changed. */
  readonly series: readonly string[];
  /** Files that wait came or went. */
  readonly blobs: boolean;
  /** All of it may have. */
  readonly anew: boolean;
}

const NOTHING_BESIDE: Beside = { series: [], blobs: false, anew: false };

/** What another tab says that it changed. */
export interface Told extends Beside {
  readonly keys: readonly Key[];
  readonly seqs: readonly number[];
}

export class Screen implements Host, QueueHost {
  readonly notices = new Notices();
  readonly overlay = new Overlay();
  readonly tally = new Tally();
  session: Session | null = null;
  identity: StoredIdentity | null = null;
  /** Counts changes of the base, so that whoever counts records knows when to count again. */
  baseTurn = 0;
  readonly #followers = new Map<string | null, Set<Follower>>();
  readonly #lines = new Set<LinesView>();
  readonly #changed = new Set<(beside: Beside) => void>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #isClosed = false;

  constructor(private readonly store: Store) {}

  get outbox() {
    return this.store.outbox;
  }

  /** Calls back whenever anything may have changed: for what is worked out of the whole. */
  onChanged(callback: (beside: Beside) => void): () => void {
    this.#changed.add(callback);
    return () => this.#changed.delete(callback);
  }

  // Starting, and starting anew

  /** Reads what must be in memory; views that are open are read again. Gives the revision that it
   * is of. */
  async load(): Promise<number> {
    const { database, outbox } = this.store;
    const read = await database.read(database.tables, async () => {
      const open = await outbox.open();
      const head = await this.store.head();
      const identity = await this.store.identity();
      const rest = [...(await outbox.undecided()), ...(await outbox.needs())];
      const overlay = new Overlay();
      for (const entry of open) overlay.put(entry);
      return { open, rest, head, identity, bases: await this.#bases(overlay.keys()) };
    });
    this.#stand(read.head, read.identity);
    this.overlay.clear();
    for (const entry of read.open) this.overlay.put(entry);
    for (const [entity, byId] of read.bases) {
      for (const [id, base] of byId) this.overlay.setBase([entity, id], base);
    }
    this.tally.load(read.rest);
    this.baseTurn += 1;
    for (const followers of this.#followers.values()) for (const each of followers) each.reload();
    for (const lines of this.#lines) lines.reload();
    this.#tell({ ...NOTHING_BESIDE, anew: true });
    return read.head.revision;
  }

  /** Nothing is tried again. */
  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  // Changes

  /** Takes in what a transaction of this tab changed; where that is everything, `load` follows. */
  apply(change: Change, head: Head): void {
    this.#stand(head, change.identity === undefined ? this.identity : change.identity);
    if (change.anew) return;
    this.#take(change.records, change.rows);
    this.#tell({ ...change, anew: false });
  }

  /** Reads and takes in what another tab changed. */
  async hear({ keys, seqs, anew, series, blobs }: Told): Promise<void> {
    const { database, outbox } = this.store;
    const read = await database.read(database.tables, async () => {
      const rows = await outbox.entries(seqs);
      const overlay = new Overlay();
      for (const entry of rows) overlay.put(entry);
      const records = await this.#bases([...this.#followed(keys), ...overlay.keys()]);
      return { rows, records, head: await this.store.head() };
    });
    this.#stand(read.head, this.identity);
    this.#take(read.records, read.rows);
    this.#tell({ series, blobs, anew });
  }

  /** Shows what a person did, before it is on the disk. `views`: `entity/id` -> the records as the
   * act leaves them. */
  propose(nonce: string, ops: readonly Op[], views: ReadonlyMap<string, Document | null>): void {
    const { replica, last } = this.session ?? { replica: "", last: 0 };
    const keys = keysOf(ops);
    const beneath = keys.map((key) => this.#beneath(key));
    this.overlay.propose(nonce, ops, [replica, last + this.overlay.proposed + 1]);
    this.tally.propose(nonce);
    const unknown = keys.filter((_, index) => beneath[index] === undefined);
    keys.forEach((key, index) => {
      const base = beneath[index];
      if (base !== undefined) this.overlay.setBase(key, base);
      const shown = base === undefined ? views.get(key.join("/")) : this.overlay.view(key, base);
      this.#put(key, shown ?? null);
    });
    this.#tell();
    if (unknown.length > 0) this.verify(unknown);
  }

  /** The disk refused it: the screen goes back. */
  withdraw(nonce: string): void {
    this.tally.withdraw(nonce);
    const keys = this.overlay.withdraw(nonce);
    this.#review(keys, new Map());
    this.#tell();
    this.verify(keys);
  }

  /** Reads what lies beneath these records, and shows them with it. */
  verify(keys: readonly Key[]): void {
    const { database } = this.store;
    this.attempt(
      async () => {
        const records = await database.read(database.tables, () => this.#bases(keys));
        this.#take(records, []);
        this.#tell();
      },
      () => this.verify(keys),
    );
  }

  /** One record as it is shown, read now. */
  async get(entity: string, id: string): Promise<Document | null> {
    const key: Key = [entity, id];
    const found = await this.store.base.get(entity, id);
    return this.overlay.view(key, found);
  }

  // For the views

  follow(follower: Follower): void {
    const followers = this.#followers.get(follower.entity) ?? new Set();
    this.#followers.set(follower.entity, followers.add(follower));
  }

  unfollow(follower: Follower): void {
    this.#followers.get(follower.entity)?.delete(follower);
  }

  followRows(view: LinesView): void {
    this.#lines.add(view);
  }

  unfollowRows(view: LinesView): void {
    this.#lines.delete(view);
  }

  attempt(read: () => Promise<void>, again: () => void): void {
    read().catch((error: unknown) => {
      if (this.#isClosed) return;
      if (!(storageProblem(error) instanceof Problem)) throw error;
      // What the database refuses once may go later (a full disk, a tab that was frozen).
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        again();
      }, AGAIN_MS);
      this.#timers.add(timer);
    });
  }

  // Inside

  #stand(head: Head, identity: StoredIdentity | null): void {
    this.session = head.session;
    this.identity = identity;
  }

  #take(records: Records, rows: readonly Entry[]): void {
    const keys: Key[] = [];
    for (const [entity, byId] of records) {
      this.baseTurn += 1;
      for (const id of byId.keys()) keys.push([entity, id]);
    }
    for (const entry of rows) {
      this.tally.put(entry);
      keys.push(...this.overlay.put(entry));
    }
    this.#review(keys, records);
    for (const lines of this.#lines) lines.put(rows);
  }

  /** Shows these records as they are now. */
  #review(keys: readonly Key[], records: Records): void {
    for (const key of keys) {
      const base = records.get(key[0])?.get(key[1]) ?? this.#known(key, records);
      if (base === undefined) continue;
      this.overlay.setBase(key, base);
      const shown = this.overlay.view(key, base);
      this.overlay.release(key);
      this.#put(key, shown);
    }
  }

  /** What lies beneath a record: null is an answer, too. */
  #known(key: Key, records: Records): Document | null | undefined {
    return records.get(key[0])?.has(key[1]) ? null : this.overlay.base(key);
  }

  /** What lies beneath a record that the screen shows, without asking the disk. */
  #beneath(key: Key): Document | null | undefined {
    if (this.overlay.touches(key)) return this.overlay.base(key);
    for (const follower of this.#followers.get(key[0]) ?? []) {
      const document = follower.peek(key[0], key[1]);
      if (document !== undefined) return document;
    }
    return undefined;
  }

  #put([entity, id]: Key, document: Document | null): void {
    for (const each of this.#followers.get(entity) ?? []) each.put(entity, id, document);
    for (const each of this.#followers.get(null) ?? []) each.put(entity, id, document);
  }

  /** Those of these records that some view may show. */
  #followed(keys: readonly Key[]): Key[] {
    const isAny = (this.#followers.get(null)?.size ?? 0) > 0;
    return keys.filter(
      (key) => isAny || (this.#followers.get(key[0])?.size ?? 0) > 0 || this.overlay.touches(key),
    );
  }

  async #bases(keys: readonly Key[]): Promise<Map<string, Map<string, Document | null>>> {
    const records = new Map<string, Map<string, Document | null>>();
    for (const entity of new Set(keys.map(([name]) => name))) {
      const ids = keys.filter(([name]) => name === entity).map(([, id]) => id);
      const documents = await this.store.base.several(entity, ids);
      records.set(entity, new Map(ids.map((id, index) => [id, documents[index] ?? null])));
    }
    return records;
  }

  #tell(beside = NOTHING_BESIDE): void {
    for (const callback of [...this.#changed]) callback(beside);
  }
}
