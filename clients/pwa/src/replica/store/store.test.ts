// @vitest-environment node
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { beforeEach, describe, expect, test } from "vitest";

import { pageOf, record } from "../../../test/local";
import { Problem } from "../core/problem";
import { KEEP_MS } from "../core/replica";
import type { Effect, Entry, Op, Session } from "../core/types";
import type { Change } from "./change";
import { openStore } from "./open";
import type { Store } from "./store";

const IDENTITY = {
  secret: "secret",
  organisation: { id: "o", name: "o", time_zone: "Asia/Taipei", currency: "TWD", languages: [] },
  person: null,
  station: null,
  role: "barista",
  name: "tablet",
};

let store: Store;
let changes: Change[];

beforeEach(async () => {
  store = await openStore("x", { indexedDB: new IDBFactory(), IDBKeyRange }, Date.now);
  await store.enrol("me", IDENTITY, 7);
  changes = [];
  store.onChange((change) => changes.push(change));
});

let written = 0;

function write(ops: readonly Op[], resolves?: number): Promise<Entry> {
  written += 1;
  const deed = { actor: "boss", ops: JSON.stringify(ops), nonce: `n${written}`.padEnd(8, "_") };
  return store.write(deed, [null], 1_000, resolves);
}

const create = (id: string): Op => ["customer", id, null, { name: id }];

async function take(effects: readonly Effect[], change: Partial<Session> = {}): Promise<void> {
  await store.step((session) => [{ ...session, ...change }, effects], 2_000);
}

function decide(first: number, last: number, named = {}): Effect {
  return { type: "Decide", first, last, named, fix: {} };
}

async function states(): Promise<readonly string[]> {
  return (await store.outbox.all()).map(({ state, settled }) => (settled ? `(${state})` : state));
}

describe("enrolment", () => {
  test("the session begins with the identity", async () => {
    expect(await store.session()).toMatchObject({ replica: "me", clock: { offset: 7 }, last: 0 });
    expect(await store.identity()).toEqual(IDENTITY);
  });

  test("a queue that is here is kept and offered under the new id", async () => {
    await write([create("a")]);
    await store.enrol("you", IDENTITY);
    const session = await store.session();
    expect(session).toMatchObject({ replica: "you", rekey: true, forebears: ["me"] });
    expect(await states()).toEqual(["pending"]);
  });

  test("without one, nothing can be written", async () => {
    await store.clear();
    await expect(write([create("a")])).rejects.toMatchObject({ code: "device/required" });
    expect(await store.identity()).toBeNull();
    await expect(store.session()).rejects.toBeInstanceOf(Problem);
  });
});

describe("a transaction", () => {
  test("that breaks half way leaves nothing, and tells nobody", async () => {
    const before = await store.head();
    const page = pageOf("customer", [record("a", { name: "a" })]);
    const broken = {
      type: "Show",
      get page() {
        throw new Error("crash");
      },
    } as never as Effect;
    await expect(take([{ type: "Show", page }, broken])).rejects.toThrow("crash");
    expect(await store.base.get("customer", "a")).toBeNull();
    expect(await store.head()).toEqual(before);
    expect(changes).toEqual([]);
  });

  test("that the disk refuses is a problem, and nothing of it is kept", async () => {
    const add = store.outbox.add.bind(store.outbox);
    store.outbox.add = async (...given) => {
      await add(...given);
      throw new DOMException("full", "QuotaExceededError");
    };
    const refused = { code: "device/storage", params: { reason: "QuotaExceededError" } };
    await expect(write([create("a")])).rejects.toMatchObject(refused);
    store.outbox.add = add;
    expect(await states()).toEqual([]);
    const entry = await write([create("b")]);
    expect([entry.seq, entry.n]).toEqual([1, 1]);
  });

  test("has the next revision", async () => {
    const { revision } = await store.head();
    await write([create("a")]);
    await write([create("b")]);
    expect((await store.head()).revision).toBe(revision + 2);
  });
});

describe("verdicts", () => {
  test("name what did not merge; what is refused again keeps its first reason", async () => {
    for (const id of ["a", "b", "c"]) await write([create(id)]);
    await take([decide(1, 3, { 2: ["refused", ["mutation/invalid"]] })], { after: [3, "u"] });
    expect(await states()).toEqual(["merged", "refused", "merged"]);
    await take([decide(1, 3, { 2: ["refused", []] })]);
    expect((await store.outbox.entry(2))?.detail).toEqual(["mutation/invalid"]);
    await take([decide(2, 2)]);
    expect(await states()).toEqual(["merged", "merged", "merged"]);
  });

  test("settle once the base has the effects, all of a mutation at once", async () => {
    await write([create("a"), create("b")]);
    await take([decide(1, 1)]);
    expect(await states()).toEqual(["merged"]);
    const page = pageOf("customer", [record("b", { name: "b" }, { me: 1 })]);
    await take([{ type: "Show", page }]);
    expect(await states()).toEqual(["(merged)"]);
    expect(await store.unsettled()).toBe(false);
  });

  test("the effects may come before the verdict", async () => {
    await write([create("a")]);
    const page = pageOf("customer", [record("a", { name: "a" }, { me: 1 })]);
    await take([{ type: "Show", page }]);
    expect(await states()).toEqual(["pending"]);
    await take([decide(1, 1)]);
    expect(await states()).toEqual(["(merged)"]);
  });

  test("a replaced base has what is undecided on top of it again", async () => {
    await write([create("a")]);
    await write([create("b")]);
    await take([decide(1, 2), { type: "Settle", upto: 2 }]);
    expect(await states()).toEqual(["(merged)", "(merged)"]);
    await take([{ type: "Reopen", first: 2 }]);
    expect(await states()).toEqual(["(merged)", "(sent)"]);
    await take([{ type: "Unveil", replace: true }]);
    expect(await states()).toEqual(["(merged)", "sent"]);
  });

  test("a rekey gives new dots, and makes seals and blocks of the former id void", async () => {
    await write([create("a")]);
    await write([create("b")]);
    const seal = { first: 1, last: 1, mac: "m", no: [], fix: [] };
    const blocks = { "drink_order.number": [[1, 9]] } as const;
    await take([
      { type: "Keep", seal },
      { type: "Take", blocks },
    ]);
    const moves = { 1: ["old", 7, "merged"], 2: ["new", 1, "pending"] } as const;
    await take([{ type: "Renumber", moves, details: {} }], { replica: "new" });
    const rows = await store.outbox.all();
    expect(rows.map(({ replica, n, state }) => [replica, n, state])).toEqual([
      ["old", 7, "merged"],
      ["new", 1, "pending"],
    ]);
    expect(await store.outbox.seals(0)).toEqual([]);
    expect(await store.take("drink_order.number")).toBeNull();
  });
});

describe("the stage", () => {
  test("becomes visible at once, the last word about a record counting", async () => {
    await take([{ type: "Show", page: pageOf("customer", [record("a", { name: "1" })]) }]);
    await take([{ type: "Stage", page: pageOf("customer", [record("a", { name: "2" })]) }]);
    await take([{ type: "Stage", page: pageOf("customer", [record("b", { name: "3" })], ["a"]) }]);
    expect(await store.base.get("customer", "a")).toMatchObject({ name: "1" });
    await take([{ type: "Unveil", replace: false }]);
    expect(await store.base.get("customer", "a")).toBeNull();
    expect(await store.base.get("customer", "b")).toMatchObject({ name: "3" });
    expect(await store.database.stage.count()).toBe(0);
  });

  test("of thousands of records of several kinds comes whole", async () => {
    const ids = Array.from({ length: 2_500 }, (_, index) => `id${String(index).padStart(5, "0")}`);
    for (const entity of ["customer", "message"]) {
      const documents = ids.map((id) => record(id, { name: id }));
      await take([{ type: "Stage", page: pageOf(entity, documents) }]);
    }
    await take([{ type: "Unveil", replace: true }]);
    expect(await store.base.count()).toBe(5_000);
  });

  test("records of an entity that this app does not know are left out", async () => {
    await take([{ type: "Show", page: pageOf("unicorn", [record("a", {})]) }]);
    expect(await store.base.count()).toBe(0);
  });
});

describe("the queue", () => {
  test("says what is next, with seals and what runs low", async () => {
    for (const id of ["a", "b", "c"]) await write([create(id)]);
    await store.take("drink_order.number");
    const { rows, held } = await store.queue(1);
    expect(rows.map(({ n }) => n)).toEqual([1, 2]);
    expect(held).toEqual({ "drink_order.number": 0 });
    await store.sent("me", 1, 2, 5_000);
    expect(await states()).toEqual(["sent", "sent", "pending"]);
    expect(changes.at(-1)?.rows.map(({ sentAt }) => sentAt)).toEqual([5_000, 5_000]);
  });

  test("a number is spent once, in order, also when its block is named again", async () => {
    const blocks = {
      s: [
        [5, 6],
        [9, 9],
      ],
    } as const;
    await take([{ type: "Take", blocks }]);
    expect([await store.take("s"), await store.take("s")]).toEqual([5, 6]);
    await take([{ type: "Take", blocks }]);
    expect([await store.take("s"), await store.take("s")]).toEqual([9, null]);
  });

  test("what is resolved loses its input, and is taken up by another", async () => {
    await write([create("a")]);
    await store.refuse(1, "request/too-large", 3_000);
    expect((await store.outbox.needs()).length).toBe(1);
    await write([create("a")], 1);
    expect(await store.outbox.needs()).toEqual([]);
    expect((await store.outbox.entry(1))?.ops).toBeNull();
  });

  test("forgets what is old and safe, but not what needs the person", async () => {
    for (const id of ["a", "b", "c", "d"]) await write([create(id)]);
    const refused = { 2: ["refused", ["mutation/invalid"]] };
    await take([decide(1, 4, refused)], { after: [4, "u"], safe: 3 });
    await store.forget(2_000 + KEEP_MS - 1);
    expect((await store.outbox.all()).length).toBe(4);
    await store.forget(2_000 + KEEP_MS);
    expect((await store.outbox.all()).map(({ n }) => n)).toEqual([2, 4]);
    const third = (await store.session()).floor;
    expect(third[0]).toBe(3);
    expect((await write([create("e")])).seq).toBe(5);
  });
});
