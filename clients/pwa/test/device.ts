/** A device for tests: its store, its engine and its enrolment, without a page around them. */

import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { WebSocket as NodeSocket } from "ws";

import type { EntityName, Values } from "@/generated/entities";
import type { Contact, Happened } from "@/replica/api";
import { ActBuilder } from "@/replica/core/act";
import { newId, newNonce, type Randomness } from "@/replica/core/ids";
import type { Wanted } from "@/replica/core/ops";
import { type Own, view } from "@/replica/core/overlay";
import type { Document, Entry, Session } from "@/replica/core/types";
import { Engine, type EngineOptions } from "@/replica/engine/engine";
import { Enrolment, type IdentityStore } from "@/replica/enrol";
import { openDatabase } from "@/replica/store/database";
import { shownOps } from "@/replica/store/ops";
import { Store } from "@/replica/store/store";
import { Tokens } from "@/replica/transport/access";
import { type Framing, jsonFraming } from "@/replica/transport/framing";
import { Http } from "@/replica/transport/http";
import { Hub } from "@/replica/transport/hub";
import { Metrics } from "@/replica/transport/metrics";

const random: Randomness = (count) => crypto.getRandomValues(new Uint8Array(count));

/** How a test bends what surrounds a device. */
export interface DeviceOptions {
  readonly fetch?: typeof fetch;
  readonly framing?: Framing;
  /** ms to add to the clock of the device. */
  readonly clockBy?: number;
  readonly engine?: Partial<EngineOptions>;
  /** The store's database; devices that share it are tabs or clones. */
  readonly disk?: IDBFactory;
}

/** One browser, as far as the server can tell. */
export class TestDevice {
  readonly metrics = new Metrics();
  readonly http: Http;
  readonly tokens: Tokens;
  readonly enrolment: Enrolment;
  readonly engine: Engine;
  readonly contacts: Contact[] = [];
  readonly events: Happened[] = [];
  signedOut: string | null = null;
  #running: { readonly end: AbortController; readonly done: Promise<unknown> } | null = null;

  private constructor(
    readonly url: string,
    readonly store: Store,
    readonly disk: IDBFactory,
    readonly options: DeviceOptions,
  ) {
    this.http = new Http({
      origin: url,
      app: "0.0.1",
      now: this.now,
      newId: () => newId(this.now(), random),
      language: () => "zh-TW",
      fetch: options.fetch ?? fetch,
      metrics: this.metrics,
    });
    const identities = identitiesIn(store);
    this.tokens = new Tokens(this.http, () => identities.credential());
    this.enrolment = new Enrolment(this.http, this.tokens, identities, "0.0.1", () => {
      this.engine.retryNow();
    });
    this.engine = new Engine({
      store,
      screen: {
        setContact: (contact) => this.contacts.push(contact),
        setSignedOut: (code) => (this.signedOut = code),
        happened: (event) => this.events.push(event),
      },
      hub: new Hub(this.http, this.tokens, options.framing ?? jsonFraming),
      now: this.now,
      draw: Math.random,
      liveUrl: `${url.replace("http", "ws")}/api/v1/live`,
      makeSocket: (address) => new NodeSocket(address) as unknown as WebSocket,
      ...options.engine,
    });
  }

  static async open(url: string, options: DeviceOptions = {}): Promise<TestDevice> {
    const disk = options.disk ?? new IDBFactory();
    const database = await openDatabase("fieldpost", { indexedDB: disk, IDBKeyRange });
    return new TestDevice(url, new Store(database), disk, options);
  }

  readonly now = (): number => Date.now() + (this.options.clockBy ?? 0);

  /** A copy of the store, as from a backup of the browser's profile. */
  async cloneDisk(): Promise<IDBFactory> {
    const disk = new IDBFactory();
    const copy = await openDatabase("fieldpost", { indexedDB: disk, IDBKeyRange });
    for (const table of this.store.database.tables) {
      const into = copy.dexie.table(table.name);
      const keys = await table.toCollection().primaryKeys();
      const rows = await table.bulkGet(keys);
      const isKeyed = Boolean(table.schema.primKey.keyPath);
      await (isKeyed ? into.bulkPut(rows) : into.bulkPut(rows, keys));
    }
    copy.close();
    return disk;
  }

  /** What was told of the connection last. */
  get contact(): Contact | undefined {
    return this.contacts.at(-1);
  }

  session(): Promise<Session> {
    return this.store.session();
  }

  /** Rounds until the queue is in and all is pulled. */
  async sync(): Promise<void> {
    await this.engine.rounds.all(new AbortController().signal);
  }

  /** Runs the engine until {@link stop}. */
  start(): void {
    const end = new AbortController();
    this.#running = { end, done: this.engine.run(end.signal) };
  }

  async stop(): Promise<void> {
    this.#running?.end.abort();
    await this.#running?.done;
    this.#running = null;
  }

  /** Whose device it is. */
  async person(): Promise<string> {
    const identity = await this.store.identity();
    if (identity?.person == null) throw new Error("the device is bound to nobody");
    return identity.person;
  }

  async create<E extends EntityName>(entity: E, values: Values<E>): Promise<string> {
    const act = await this.#act();
    const id = act.create(entity, values);
    await this.#commit(act);
    return id;
  }

  /** Changes a record as it is shown. */
  async edit(entity: EntityName, id: string, changes: Wanted, actor?: string): Promise<void> {
    const act = await this.#act();
    act.alter(entity, id, changes, (await this.get(entity, id)) ?? undefined);
    await this.#commit(act, actor);
  }

  /** A record with the device's own writes on top. */
  async get(entity: string, id: string): Promise<Document | null> {
    const { base: records, database, outbox } = this.store;
    const [base, open] = await database.read(database.tables, async () => [
      await records.get(entity, id),
      await outbox.open(),
    ]);
    const own = open
      .filter(({ state }) => state !== "refused")
      .flatMap((entry) => shownOps(entry).map((op): Own => [op, [entry.replica, entry.n]]))
      .filter(([op]) => op[0] === entity && op[1] === id);
    return view(entity, base, own);
  }

  async outbox(): Promise<readonly Entry[]> {
    return this.store.outbox.all();
  }

  async states(): Promise<readonly string[]> {
    return (await this.outbox()).map((entry) => entry.state);
  }

  async #act(): Promise<ActBuilder> {
    const { replica, last } = await this.session();
    return new ActBuilder({ dot: [replica, last + 1], makeId: () => newId(this.now(), random) });
  }

  async #commit(act: ActBuilder, by?: string): Promise<void> {
    const ops = JSON.stringify(act.ops);
    const actor = by ?? (await this.person());
    const deed = { actor, ops, nonce: newNonce(random) };
    await this.store.write(deed, act.before, this.now());
    this.engine.nudge();
  }
}

function identitiesIn(store: Store): IdentityStore {
  return {
    credential: async () => {
      const identity = await store.identity();
      if (identity === null) return null;
      const { replica } = await store.session();
      return { replica, secret: identity.secret, person: identity.person };
    },
    enrol: ({ replica, ...identity }) => store.enrol(replica, identity),
  };
}

/** Waits for something that others bring about. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  ms = 10_000,
): Promise<void> {
  const end = performance.now() + ms;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error("it did not come about");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
