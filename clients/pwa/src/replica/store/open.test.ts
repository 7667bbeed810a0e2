// @vitest-environment node
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach, expect, test, vi } from "vitest";

import { openLocal, receive, record } from "../../../test/local";
import { SCHEMA } from "../core/declarations";
import type { LocalReplica } from "../replica";
import { deleteDatabase, openDatabase } from "./database";
import { openStore, StoreTrouble } from "./open";
import { readFile } from "./rescue";
import * as layouts from "./layout";

const opened: LocalReplica[] = [];
const NAME = "here";

function engineOf(disk: IDBFactory) {
  return { indexedDB: disk, IDBKeyRange };
}

/** A browser with two writes in its queue. */
async function used(): Promise<IDBFactory> {
  const disk = new IDBFactory();
  const replica = await openLocal({ disk, name: NAME });
  for (const name of ["王太太", "李先生"]) {
    const act = replica.act();
    act.create("customer", { name });
    await replica.commit("boss", act);
  }
  await receive(replica, "customer", [record("AZc1___________________", { name: "一" })]);
  replica.close();
  return disk;
}

async function troubleOf(disk: IDBFactory): Promise<StoreTrouble> {
  const error: unknown = await openStore(NAME, engineOf(disk), () => 5).catch((e: unknown) => e);
  if (error instanceof StoreTrouble) return error;
  throw new Error("no trouble");
}

afterEach(() => {
  for (const replica of opened.splice(0)) replica.close();
  vi.restoreAllMocks();
});

async function open(disk: IDBFactory): Promise<LocalReplica> {
  const replica = await openLocal({ disk, name: NAME, enrolled: false });
  opened.push(replica);
  return replica;
}

test("what was written is there when the browser is opened again", async () => {
  const replica = await open(await used());
  expect(replica.identity?.replica).toBe("me");
  const all = replica.all("customer", { order: ["name"] });
  all.subscribe(() => undefined);
  await expect.poll(() => all.current()?.length).toBe(3);
  const lines = replica.outbox();
  lines.subscribe(() => undefined);
  await expect
    .poll(() => lines.current()?.map(({ seq, word }) => [seq, word]))
    .toEqual([
      [2, "waiting"],
      [1, "waiting"],
    ]);
});

test("an evicted store has no identity, and is enrolled afresh", async () => {
  const disk = await used();
  await deleteDatabase(NAME, engineOf(disk));
  const replica = await open(disk);
  expect(replica.identity).toBeNull();
  expect(() => replica.act()).toThrow("device/required");
});

test.each([
  [
    "the session is lost",
    async (disk: IDBFactory) => {
      const database = await openDatabase(NAME, engineOf(disk));
      await database.meta.delete("head");
      database.close();
    },
  ],
  [
    "the session cannot be read",
    async (disk: IDBFactory) => {
      const database = await openDatabase(NAME, engineOf(disk));
      await database.meta.put({ session: { replica: 5 }, seq: 2, revision: 3 }, "head");
      database.close();
    },
  ],
])("where %s, the queue is saved as a file before the store is rebuilt", async (_, damage) => {
  const disk = await used();
  await damage(disk);
  const trouble = await troubleOf(disk);
  expect([trouble.kind, trouble.waiting]).toEqual(["damaged", 2]);
  const { head, lines } = readFile((await trouble.rescued?.text()) ?? "");
  expect(head).toMatchObject({ fieldpost: "outbox", replica: "me", at: 5 });
  expect(lines.map(({ n, ops }) => [n, (JSON.parse(ops) as unknown[][])[0]?.[3]])).toEqual([
    [1, { name: "王太太" }],
    [2, { name: "李先生" }],
  ]);
  // Nothing is thrown away before the person has the file.
  expect((await troubleOf(disk)).waiting).toBe(2);
  await trouble.rebuild();
  expect((await open(disk)).identity).toBeNull();
});

test("a browser that keeps nothing says so", async () => {
  const disk = new IDBFactory();
  disk.open = () => {
    throw new DOMException("no", "SecurityError");
  };
  const trouble = await troubleOf(disk);
  expect([trouble.kind, trouble.rescued]).toEqual(["refused", null]);
});

test("a changed declaration gives the database its next version by itself", async () => {
  const disk = await used();
  const before = await openDatabase(NAME, engineOf(disk));
  const { verno } = before.dexie;
  before.close();
  const now = layouts.layout();
  vi.spyOn(layouts, "layout").mockReturnValue({ ...now, record_customer: "id, name, phone" });
  const after = await openDatabase(NAME, engineOf(disk));
  expect(after.dexie.verno).toBe(verno + 1);
  expect(await after.records("customer")?.where("phone").above("").count()).toBe(0);
  expect(await after.records("customer")?.count()).toBe(1);
  after.close();
  const again = await openDatabase(NAME, engineOf(disk));
  expect(again.dexie.verno).toBe(verno + 1);
  again.close();
});

test("a store from before an index over two fields gets it with all that it holds", async () => {
  const disk = new IDBFactory();
  const now = layouts.layout();
  const table = "record_drink_order";
  const without = now[table]?.replaceAll(/, \[[^\]]+\]/gu, "") ?? "";
  expect(without).not.toBe(now[table]);
  const spy = vi.spyOn(layouts, "layout").mockReturnValue({ ...now, [table]: without });
  const before = await openDatabase(NAME, engineOf(disk));
  await before
    .records("drink_order")
    ?.put({
      id: "AZdrinkorder_________1",
      station: "AZstation_____________",
      state: "pending",
      _: { v: { hub: 1 } },
    });
  before.close();
  spy.mockRestore();
  const after = await openDatabase(NAME, engineOf(disk));
  const board = after.records("drink_order")?.where("[station+state]");
  expect(await board?.equals(["AZstation_____________", "pending"]).count()).toBe(1);
  after.close();
});

test("another schema version pulls the base anew; the queue keeps its own", async () => {
  const disk = await used();
  const database = await openDatabase(NAME, engineOf(disk));
  await database.save("version", [1, SCHEMA - 1]);
  database.close();
  const replica = await open(disk);
  const session = await replica.store.session();
  expect([session.pull, session.cursor]).toEqual(["replace", ""]);
  expect(await replica.store.base.count()).toBe(1);
  expect((await replica.store.outbox.all()).map(({ schema }) => schema)).toEqual([SCHEMA, SCHEMA]);
});

test("a store that another version of the app takes over is told as lost", async () => {
  const disk = await used();
  const replica = await open(disk);
  const losses: string[] = [];
  replica.onLoss((loss) => losses.push(loss));
  await deleteDatabase(NAME, engineOf(disk));
  expect(losses).toContain("gone");
});
