/**
 * Opening the store, and what to do where that fails. A browser may evict or damage it: an empty
 * store has no identity and is enrolled afresh; one that is there in part is told as `StoreTrouble`,
 * with what could be saved of the outbox.
 */

import type { Entry, Session } from "../core/types";
import { needsYou } from "../core/words";
import { type Database, deleteDatabase, type Engine, openDatabase, readAsItIs } from "./database";
import { isDecided } from "./outbox";
import { toFile } from "./rescue";
import type { Head, OutboxRow } from "./rows";
import { Store } from "./store";

/** The local store cannot be used as it is. */
export class StoreTrouble extends Error {
  override readonly name = "StoreTrouble";

  /**
   * @param kind - `refused`: the browser keeps no data for this page; `full`: the disk is;
   *   `damaged`: a part of the store is lost.
   * @param rescued - The outbox as a file, where it could be read and holds something.
   * @param waiting - How many mutations the file holds.
   * @param rebuild - Removes the store, so that it can be opened anew, empty. To be called once the
   *   person has the file.
   */
  constructor(
    readonly kind: "refused" | "full" | "damaged",
    readonly rescued: Blob | null,
    readonly waiting: number,
    readonly rebuild: () => Promise<void>,
    cause: unknown,
  ) {
    super(`the local store is ${kind}`, { cause });
  }
}

/**
 * Opens the store, or makes an empty one.
 *
 * @throws StoreTrouble
 */
export async function openStore(name: string, engine: Engine, now: () => number): Promise<Store> {
  let database: Database | null = null;
  try {
    database = await openDatabase(name, engine);
    await check(database);
    const store = new Store(database);
    await store.appStarted();
    return store;
  } catch (error) {
    database?.close();
    throw await troubleOf(error, name, engine, now);
  }
}

async function troubleOf(
  error: unknown,
  name: string,
  engine: Engine,
  now: () => number,
): Promise<StoreTrouble> {
  const kind = kindOf(error);
  const left = kind === "refused" ? [] : await salvage(name, engine);
  const replica = left.at(-1)?.replica ?? null;
  return new StoreTrouble(
    kind,
    left.length === 0 ? null : toFile(left, { replica, organisation: null, at: now() }),
    left.length,
    () => deleteDatabase(name, engine),
    error,
  );
}

/** What the outbox still holds that is not received; nothing where it cannot be read. */
async function salvage(name: string, engine: Engine): Promise<readonly Entry[]> {
  try {
    const rows = (await readAsItIs(name, engine.indexedDB, "outbox")) as readonly OutboxRow[];
    return rows.filter((row) => row.ops !== null && (!isDecided(row) || needsYou(row)));
  } catch {
    return [];
  }
}

/** The names by which browsers say that they keep no data here. */
const REFUSALS: ReadonlySet<string> = new Set([
  "MissingAPIError",
  "SecurityError",
  "NotAllowedError",
]);

function kindOf(error: unknown): StoreTrouble["kind"] {
  if (!(error instanceof Error)) return "damaged";
  const inner = "inner" in error && error.inner instanceof Error ? error.inner.name : "";
  if (REFUSALS.has(error.name) || REFUSALS.has(inner)) return "refused";
  return error.name === "QuotaExceededError" || inner === "QuotaExceededError" ? "full" : "damaged";
}

/** @throws Error where the store is there only in part. */
async function check(database: Database): Promise<void> {
  const head = await database.load("head");
  if (head === undefined) {
    const identity = await database.load("identity");
    const kept = await database.outbox.count();
    if (identity !== undefined || kept > 0) throw new Error("the session is lost");
  } else if (!isHead(head)) {
    throw new Error("the session cannot be read");
  }
}

function isHead({ session, seq, revision }: Partial<Head>): boolean {
  return (
    Number.isSafeInteger(seq) &&
    Number.isSafeInteger(revision) &&
    (session === null || (session !== undefined && isSession(session)))
  );
}

function isSession({
  replica,
  clock,
  after,
  floor,
  last,
  cursor,
  turn,
}: Partial<Session>): boolean {
  return (
    typeof replica === "string" &&
    typeof cursor === "string" &&
    Number.isSafeInteger(last) &&
    Number.isSafeInteger(turn) &&
    Number.isSafeInteger(clock?.last) &&
    Number.isSafeInteger(after?.[0]) &&
    Number.isSafeInteger(floor?.[0])
  );
}
