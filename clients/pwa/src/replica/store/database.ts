/**
 * The IndexedDB database of this origin. A commit is on the disk when its promise is fulfilled
 * (strict durability).
 */

import Dexie, { type Table } from "dexie";

import type { Document, Seal } from "../core/types";
import { ENTITY_NAMES } from "./declared";
import { layout, recordTable } from "./layout";
import type {
  BlobRow,
  BlockRow,
  ConflictRow,
  DraftRow,
  Head,
  OutboxRow,
  StageRow,
  StoredIdentity,
} from "./rows";

/** What stands in `meta`, by key. */
export interface MetaValues {
  readonly head: Head;
  readonly identity: StoredIdentity;
  /** Protocol and schema version of the app that last opened the store. */
  readonly version: readonly [protocol: number, schema: number];
  /** The series that this device wants numbers of. */
  readonly series: readonly string[];
  /** The layout that the tables have. */
  readonly layout: string;
  /** Which tab leads, where the browser has no Web Locks. `until`: ms since 1970. */
  readonly lease: { readonly tab: string; readonly until: number };
}

/** The IndexedDB implementation; tests bring their own. */
export interface Engine {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
}

/** The tables, and transactions over them. */
export class Database {
  readonly meta: Table<unknown, string>;
  readonly outbox: Table<OutboxRow, number>;
  readonly seals: Table<Seal, number>;
  readonly blocks: Table<BlockRow, [string, number]>;
  readonly stage: Table<StageRow, [string, string]>;
  readonly conflicts: Table<ConflictRow, [string, string]>;
  readonly drafts: Table<DraftRow, string>;
  readonly blobs: Table<BlobRow, string>;
  readonly #records: ReadonlyMap<string, Table<Document, string>>;

  constructor(readonly dexie: Dexie) {
    this.meta = dexie.table("meta");
    this.outbox = dexie.table("outbox");
    this.seals = dexie.table("seals");
    this.blocks = dexie.table("blocks");
    this.stage = dexie.table("stage");
    this.conflicts = dexie.table("conflicts");
    this.drafts = dexie.table("drafts");
    this.blobs = dexie.table("blobs");
    this.#records = new Map(
      ENTITY_NAMES.map((entity) => [entity, dexie.table<Document, string>(recordTable(entity))]),
    );
  }

  /** The base records of an entity; undefined where this app does not know it. */
  records(entity: string): Table<Document, string> | undefined {
    return this.#records.get(entity);
  }

  /** The tables of base records. */
  get recordTables(): readonly Table[] {
    return [...this.#records.values()];
  }

  get tables(): readonly Table[] {
    return this.dexie.tables;
  }

  async load<K extends keyof MetaValues>(key: K): Promise<MetaValues[K] | undefined> {
    return (await this.meta.get(key)) as MetaValues[K] | undefined;
  }

  async save<K extends keyof MetaValues>(key: K, value: MetaValues[K]): Promise<void> {
    await this.meta.put(value, key);
  }

  /** All or nothing, and on the disk when it is fulfilled. `work` awaits nothing but tables. */
  write<T>(tables: readonly Table[], work: () => PromiseLike<T>): Promise<T> {
    return this.#run("rw", tables, work);
  }

  /** Reads of one moment. `work` awaits nothing but tables. */
  read<T>(tables: readonly Table[], work: () => PromiseLike<T>): Promise<T> {
    return this.#run("r", tables, work);
  }

  /** Calls back where the database is lost under the open app: `replaced`, another tab has a newer
   * version of it; `gone`, the browser removed it. */
  onLoss(callback: (loss: "replaced" | "gone") => void): void {
    this.dexie.on("versionchange", (event) => {
      callback(event.newVersion === null ? "gone" : "replaced");
    });
    this.dexie.on("close", () => {
      callback("gone");
    });
  }

  close(): void {
    this.dexie.close({ disableAutoOpen: true });
  }

  async #run<T>(
    mode: "r" | "rw",
    tables: readonly Table[],
    work: () => PromiseLike<T>,
  ): Promise<T> {
    // Dexie follows a transaction over native awaits only where its function is a native async one.
    return this.dexie.transaction(mode, tables, async () => work());
  }
}

/**
 * Opens the database, or makes an empty one. Where the declarations have changed since, its tables
 * are brought up to them first.
 *
 * @throws Dexie's errors: the browser refuses it, or it is damaged.
 */
export async function openDatabase(name: string, engine: Engine): Promise<Database> {
  const wanted = JSON.stringify(layout());
  const there = await peek(name, engine.indexedDB);
  const dexie = new Dexie(name, {
    indexedDB: engine.indexedDB,
    IDBKeyRange: engine.IDBKeyRange,
    chromeTransactionDurability: "strict",
    cache: "disabled",
  });
  // Dexie multiplies its versions by ten.
  const version = Math.ceil(there.version / 10) + (there.layout === wanted ? 0 : 1);
  dexie.version(version).stores(layout());
  await dexie.open();
  const database = new Database(dexie);
  if (there.layout !== wanted) await database.save("layout", wanted);
  return database;
}

/** Removes the database with all that is in it. */
export async function deleteDatabase(name: string, engine: Engine): Promise<void> {
  await new Dexie(name, { indexedDB: engine.indexedDB, IDBKeyRange: engine.IDBKeyRange }).delete();
}

/** All rows of a table, whatever the rest of the database is like. */
export async function readAsItIs(
  name: string,
  factory: IDBFactory,
  table: string,
): Promise<readonly unknown[]> {
  const database = await openAsItIs(name, factory);
  try {
    if (!database?.objectStoreNames.contains(table)) return [];
    const rows: unknown[] = await answered(database.transaction(table).objectStore(table).getAll());
    return rows;
  } finally {
    database?.close();
  }
}

/** Version and layout of what is there, without making anything. */
async function peek(
  name: string,
  factory: IDBFactory,
): Promise<{ version: number; layout: unknown }> {
  const database = await openAsItIs(name, factory);
  if (database === null) return { version: 0, layout: null };
  try {
    if (!database.objectStoreNames.contains("meta")) {
      return { version: database.version, layout: null };
    }
    const request = database.transaction("meta").objectStore("meta").get("layout");
    return { version: database.version, layout: await answered(request) };
  } finally {
    database.close();
  }
}

async function openAsItIs(name: string, factory: IDBFactory): Promise<IDBDatabase | null> {
  const request = factory.open(name);
  const found = { nothing: false };
  request.onupgradeneeded = () => {
    found.nothing = true;
    request.transaction?.abort();
  };
  try {
    return await answered(request);
  } catch (error) {
    if (found.nothing) return null;
    throw error;
  }
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error("the browser's database gives no reason"));
    };
  });
}
