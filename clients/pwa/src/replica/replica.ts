/**
 * This browser's replica. What it writes is on the screen before the call returns and on the disk
 * when the promise is fulfilled; what it reads is never waited for from the network.
 *
 * Each tab has an instance of its own over the same store; one of them syncs (`lead`).
 */

import type { Doc, EntityName } from "@/generated/entities";

import type {
  Act,
  Happened,
  Identity,
  Line,
  Live,
  Mutation,
  Query,
  Receipt,
  Replica,
  Sought,
  Stats,
  Where,
} from "./api";
import { ActBuilder } from "./core/act";
import { newId, newNonce, type Randomness } from "./core/ids";
import { Problem } from "./core/problem";
import type { Document, Entry, Op } from "./core/types";
import { resend, seriesToRenew, undo } from "./core/undo";
import { Commits } from "./screen/commits";
import { Figures } from "./screen/figures";
import { keysOf } from "./screen/overlay";
import { Queries } from "./screen/queries";
import { Screen } from "./screen/screen";
import { Search } from "./screen/search";
import { dayOf } from "./screen/today";
import type { Engine } from "./store/database";
import { openStore } from "./store/open";
import { opsOf } from "./store/ops";
import { toFile } from "./store/rescue";
import type { Store } from "./store/store";
import type { Standing } from "./tabs/channel";
import type { Locks } from "./tabs/office";
import { Tabs } from "./tabs/tabs";

/** What an instance works with; all of it has a default in a browser. */
export interface OpenOptions {
  /** Of the database. Instances of the same name are one replica. */
  readonly name?: string;
  /** The device's clock, ms since 1970. */
  readonly now?: () => number;
  readonly random?: Randomness;
  readonly engine?: Engine;
  /** Null: as in a browser without Web Locks. */
  readonly locks?: Locks | null;
}

/** What happened to the store under an open app: `replaced`: another tab has a newer version of the
 * app; `gone`: the browser removed it. Either way the page must be loaded again. */
export type Loss = "replaced" | "gone";

/** What the device proves itself with. */
export interface Credential {
  readonly replica: string;
  readonly secret: string;
  /** Whom it is bound to; null for a station's tablet. */
  readonly person: string | null;
}

/** An identity with the secret that proves it. */
export interface OwnIdentity extends Identity {
  readonly secret: string;
}

export class LocalReplica implements Replica {
  readonly #queries: Queries;
  readonly #figures: Figures;
  readonly #commits: Commits;
  readonly #search: Search;
  /** For the engine: the line to it and back. */
  readonly tabs: Tabs;
  readonly #listeners = new Set<(event: Happened) => void>();
  readonly #losses = new Set<(loss: Loss) => void>();
  #organisationId: string | null = null;
  #organisation: Live<Document | null> | null = null;
  #unfollow: (() => void) | undefined;

  private constructor(
    /** For the engine. */
    readonly store: Store,
    readonly screen: Screen,
    private readonly options: Required<OpenOptions>,
    revision: number,
  ) {
    this.#queries = new Queries(store, screen);
    this.#figures = new Figures(store, screen, () => this.#queries.conflicts());
    this.#commits = new Commits(store, screen);
    this.#search = new Search(store, screen);
    const { name, locks, now, random } = options;
    const tab = newId(now(), random);
    this.tabs = new Tabs({ name, locks, tab, now }, store, screen, revision, {
      stand: (standing: Standing) => {
        this.#figures.stand(standing);
      },
      happened: (event) => {
        for (const listener of [...this.#listeners]) listener(event);
      },
    });
    store.database.onLoss((loss) => {
      for (const listener of [...this.#losses]) listener(loss);
    });
    screen.onChanged(() => this.#followOrganisation());
    this.#followOrganisation();
  }

  /**
   * Opens this browser's store, or makes an empty one that waits for enrolment.
   *
   * @throws StoreTrouble where it cannot be used as it is.
   */
  static async open(options: OpenOptions = {}): Promise<LocalReplica> {
    const all: Required<OpenOptions> = {
      name: options.name ?? "fieldpost",
      now: options.now ?? Date.now,
      random: options.random ?? ((count) => crypto.getRandomValues(new Uint8Array(count))),
      engine: options.engine ?? { indexedDB, IDBKeyRange },
      locks: options.locks === undefined ? locksOfBrowser() : options.locks,
    };
    const store = await openStore(all.name, all.engine, all.now);
    const screen = new Screen(store);
    const revision = await screen.load();
    return new LocalReplica(store, screen, all, revision);
  }

  // Who and when

  get identity(): Identity | null {
    const { identity, session } = this.screen;
    if (identity === null || session === null) return null;
    const { organisation, person, station, role, name } = identity;
    return { replica: session.replica, organisation, person, station, role, name };
  }

  /** The replica's present id and its secret; null before it is enrolled. */
  async credential(): Promise<Credential | null> {
    const [identity, { session }] = [await this.store.identity(), await this.store.head()];
    if (identity === null || session === null) return null;
    return { replica: session.replica, secret: identity.secret, person: identity.person };
  }

  /** Takes an identity. A queue that is here is kept, and offered under the new id. */
  async enrol({ replica, ...identity }: OwnIdentity): Promise<void> {
    await this.store.enrol(replica, identity);
  }

  now(): number {
    return this.options.now() + (this.screen.session?.clock.offset ?? 0);
  }

  today(): string {
    const known = this.#organisation?.current()?.["time_zone"];
    const zone = typeof known === "string" ? known : this.identity?.organisation.time_zone;
    return dayOf(this.now(), zone);
  }

  // Reading

  all<E extends EntityName>(entity: E, query: Query<E> = {}): Live<readonly Doc<E>[]> {
    return this.#queries.all({ entity, ...query }) as Live<unknown> as Live<readonly Doc<E>[]>;
  }

  one<E extends EntityName>(entity: E, id: string): Live<Doc<E> | null> {
    return this.#queries.one(entity, id) as Live<unknown> as Live<Doc<E> | null>;
  }

  count<E extends EntityName>(entity: E, where: Where<E> = {}): Live<number> {
    return this.#queries.count({ entity, where });
  }

  conflicts() {
    return this.#queries.conflicts() as Live<unknown> as ReturnType<Replica["conflicts"]>;
  }

  search(
    text: string,
    entities: readonly EntityName[],
    limit: number,
    onPart?: (found: readonly Sought[]) => void,
  ): Promise<readonly Sought[]> {
    const part = onPart as ((found: readonly unknown[]) => void) | undefined;
    const found: Promise<unknown> = this.#search.find(text, entities, limit, part);
    return found as Promise<readonly Sought[]>;
  }

  prepareSearch(entities: readonly EntityName[]): void {
    this.#search.prepare(entities);
  }

  get<E extends EntityName>(entity: E, id: string): Promise<Doc<E> | null> {
    return this.screen.get(entity, id) as Promise<unknown> as Promise<Doc<E> | null>;
  }

  // Writing

  act(): ActBuilder {
    return this.#act(new Map());
  }

  async commit(actor: string, act: Act, resolves?: number): Promise<Mutation> {
    if (!(act instanceof ActBuilder)) throw new TypeError("an act of another replica");
    const { now, random } = this.options;
    const deed = { actor, nonce: newNonce(random), now: now(), resolves };
    const { seq, uid } = await this.#commits.commit(act, deed);
    this.tabs.nudge({ type: "written" });
    return { seq, uid, ids: act.ops.map(([, id]) => id) };
  }

  async undo(actor: string, seq: number): Promise<Mutation> {
    const entry = await this.#entry(seq);
    const act = this.#act(await this.#shown(opsOf(entry)));
    undo(act, entry);
    return this.commit(actor, act);
  }

  async takeNumber(series: string): Promise<number> {
    const number = await this.store.take(series);
    if (number !== null) return number;
    this.tabs.nudge({ type: "written" });
    throw new Problem("number/none", { params: { series } });
  }

  async wantNumbers(series: string): Promise<void> {
    if (await this.store.want(series)) this.tabs.nudge({ type: "written" });
  }

  numbersLeft(series: string): Live<number> {
    return this.#queries.numbersLeft(series);
  }

  // The queue and its fate

  stats(): Live<Stats> {
    return this.#figures.stats;
  }

  outbox(limit?: number): Live<readonly Line[]> {
    return this.#queries.outbox(limit);
  }

  needsYou(): Live<readonly Line[]> {
    return this.#queries.needsYou();
  }

  async resend(
    actor: string,
    seq: number,
    options: Parameters<Replica["resend"]>[2] = {},
  ): Promise<Mutation> {
    const entry = await this.#entry(seq);
    const numbers: Record<string, number> = {};
    for (const series of seriesToRenew(entry)) numbers[series] = await this.takeNumber(series);
    const act = this.#act(await this.#shown(opsOf(entry)));
    resend(act, entry, { ...options, numbers });
    return this.commit(actor, act, seq);
  }

  discard(seq: number): Promise<void> {
    return this.store.resolve(seq);
  }

  receipt(): Live<Receipt | null> {
    return this.#figures.receipt;
  }

  wantReceipt(): void {
    this.tabs.nudge({ type: "receipt" });
  }

  retryNow(): void {
    this.tabs.nudge({ type: "retry" });
  }

  async exportOutbox(): Promise<Blob> {
    const entries = await this.store.outbox.undecided();
    const { session, identity } = this.screen;
    return toFile(entries, {
      replica: session?.replica ?? null,
      organisation: identity?.organisation.id ?? null,
      at: this.now(),
    });
  }

  // Around it

  draft(key: string): Promise<string | null> {
    return this.store.drafts.get(key);
  }

  saveDraft(key: string, text: string | null): Promise<void> {
    return this.store.drafts.save(key, text, this.options.now());
  }

  onEvent(listener: (event: Happened) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  room(action: "join_station" | "leave_station" | "join_role", id: string): void {
    this.tabs.nudge({ type: "room", action, id });
  }

  /** Calls back where the store is lost under the open app; what is returned ends it. */
  onLoss(listener: (loss: Loss) => void): () => void {
    this.#losses.add(listener);
    return () => this.#losses.delete(listener);
  }

  close(): void {
    this.#unfollow?.();
    this.tabs.close();
    this.#figures.close();
    this.#queries.close();
    this.screen.close();
    this.store.database.close();
  }

  // Inside

  /** `shown`: `entity/id` -> records for what is named by id alone. */
  #act(shown: ReadonlyMap<string, Document | null>): ActBuilder {
    const { session, overlay } = this.screen;
    if (session === null) throw new Problem("device/required");
    return new ActBuilder({
      dot: [session.replica, session.last + overlay.proposed + 1],
      makeId: () => newId(this.now(), this.options.random),
      shown: (entity, id) => shown.get(`${entity}/${id}`) ?? null,
    });
  }

  async #shown(ops: readonly Op[]): Promise<ReadonlyMap<string, Document | null>> {
    const shown = new Map<string, Document | null>();
    for (const [entity, id] of keysOf(ops)) {
      shown.set(`${entity}/${id}`, await this.screen.get(entity, id));
    }
    return shown;
  }

  async #entry(seq: number): Promise<Entry> {
    const entry = await this.store.outbox.entry(seq);
    if (entry === null) throw new Problem("record/unknown", { params: { seq } });
    return entry;
  }

  /** The organisation's record is always in memory: its time zone says what day it is. */
  #followOrganisation(): void {
    const id = this.screen.identity?.organisation.id ?? null;
    if (id === this.#organisationId) return;
    this.#organisationId = id;
    this.#unfollow?.();
    this.#organisation = id === null ? null : this.#queries.one("organisation", id);
    this.#unfollow = this.#organisation?.subscribe(() => undefined);
  }
}

/** Missing where the page is no secure context, whatever the types say. */
function locksOfBrowser(): Locks | null {
  return typeof navigator !== "undefined" && "locks" in navigator ? navigator.locks : null;
}
