// @vitest-environment node
import { afterEach, expect, test, vi } from "vitest";

import { openLocal, ORGANISATION, receive, record, take } from "../../test/local";
import type { Live } from "./api";
import { add } from "./core/changes";
import { Problem } from "./core/problem";
import type { LocalReplica } from "./replica";
import { readFile } from "./store/rescue";

const opened: LocalReplica[] = [];

async function open(now?: () => number): Promise<LocalReplica> {
  const replica = await openLocal(now === undefined ? {} : { now });
  opened.push(replica);
  return replica;
}

afterEach(() => {
  for (const replica of opened.splice(0)) replica.close();
});

/** A live value that somebody looks at, once it is there. */
async function watched<T>(live: Live<T>): Promise<Live<T>> {
  live.subscribe(() => undefined);
  await expect.poll(() => live.current()).toBeDefined();
  return live;
}

const CUP = "AZcup_________________";
const STATION = "AZstation_____________";

test("a write is on the screen before the call returns", async () => {
  const replica = await open();
  const all = await watched(replica.all("customer", { order: ["name"] }));
  const stats = await watched(replica.stats());
  const act = replica.act();
  act.create("customer", { name: "王太太" });
  const done = replica.commit("boss", act);
  expect(all.current()?.map(({ name }) => name)).toEqual(["王太太"]);
  const { seq, uid, ids } = await done;
  expect([seq, uid.length, ids.length]).toEqual([1, 12, 1]);
  expect(stats.current()).toMatchObject({ waiting: 1, sent: 0, needsYou: 0 });
});

test("the same question is the same object, and nothing changes without a reason", async () => {
  const replica = await open();
  const query = { where: { state: ["pending", "completed"] }, order: ["number"] } as const;
  const live = await watched(replica.all("drink_order", query));
  expect(replica.all("drink_order", { ...query })).toBe(live);
  expect(replica.all("drink_order", { where: query.where })).not.toBe(live);
  const order = { station: STATION, drink: "Latte", state: "pending" };
  await receive(replica, "drink_order", [record("AZo1__________________", order)]);
  const before = live.current();
  let told = 0;
  live.subscribe(() => (told += 1));
  // The same again, and what does not belong to it.
  await receive(replica, "drink_order", [record("AZo1__________________", order)]);
  await receive(replica, "drink_order", [
    record("AZo2__________________", { ...order, state: "cancelled" }),
  ]);
  await Promise.resolve();
  expect(live.current()).toBe(before);
  expect(told).toBe(0);
  await receive(replica, "drink_order", [record("AZo3__________________", order)]);
  expect(live.current()?.[0]).toBe(before?.[0]);
  expect(live.current()?.length).toBe(2);
  expect(told).toBe(1);
});

test("what the disk refuses leaves the screen, with all that was built on it", async () => {
  const replica = await open();
  await receive(replica, "inventory_item", [record(CUP, { name: "杯", stock: 10 })]);
  const cup = await watched(replica.one("inventory_item", CUP));
  const stats = await watched(replica.stats());
  const add3 = replica.store.outbox.add.bind(replica.store.outbox);
  let isFull = true;
  replica.store.outbox.add = (...given) => {
    if (!isFull) return add3(...given);
    isFull = false;
    return Promise.reject(new DOMException("full", "QuotaExceededError"));
  };
  const less = (amount: number) => {
    const doc = cup.current();
    const act = replica.act();
    if (doc != null) act.edit("inventory_item", doc, { stock: add(-amount) });
    return replica.commit("boss", act);
  };
  const [first, second] = [less(3), less(2)];
  expect(cup.current()?.stock).toBe(5);
  const [one, two] = await Promise.allSettled([first, second]);
  for (const each of [one, two]) {
    expect(each.status).toBe("rejected");
    if (each.status === "rejected") expect(each.reason).toMatchObject({ code: "device/storage" });
  }
  expect(cup.current()?.stock).toBe(10);
  expect(stats.current()?.waiting).toBe(0);
  await less(1);
  expect(cup.current()?.stock).toBe(9);
});

test("what no view shows can be written all the same", async () => {
  const replica = await open();
  await receive(replica, "inventory_item", [
    record(CUP, { name: "杯", stock: 10, station: STATION }),
  ]);
  const few = await watched(
    replica.all("inventory_item", { where: { station: STATION }, filter: isLow }),
  );
  expect(few.current()).toEqual([]);
  const doc = await replica.get("inventory_item", CUP);
  const act = replica.act();
  if (doc !== null) act.edit("inventory_item", doc, { stock: add(-9) });
  const done = replica.commit("boss", act);
  expect(few.current()?.map(({ stock }) => stock)).toEqual([1]);
  await done;
  await receive(replica, "inventory_item", [
    record(CUP, { name: "杯", stock: 9, station: STATION }, { hub: 2 }),
  ]);
  await expect.poll(() => few.current()?.map(({ stock }) => stock)).toEqual([0]);
});

function isLow({ stock }: { readonly stock: number }): boolean {
  return stock < 5;
}

test("an act is taken back by another one", async () => {
  const replica = await open();
  await receive(replica, "inventory_item", [record(CUP, { name: "杯", stock: 10 })]);
  const cup = await watched(replica.one("inventory_item", CUP));
  const act = replica.act();
  const doc = cup.current();
  if (doc != null) act.edit("inventory_item", doc, { stock: add(-3), name: "大杯" });
  const { seq } = await replica.commit("boss", act);
  expect(cup.current()).toMatchObject({ stock: 7, name: "大杯" });
  await replica.undo("boss", seq);
  expect(cup.current()).toMatchObject({ stock: 10, name: "杯" });
  await expect(replica.undo("boss", 99)).rejects.toMatchObject({ code: "record/unknown" });
});

test("what is refused needs the person: taken up again with a fresh number, or given up", async () => {
  const replica = await open();
  const needs = await watched(replica.needsYou());
  const stats = await watched(replica.stats());
  const left = await watched(replica.numbersLeft("drink_order.number"));
  await expect(replica.takeNumber("drink_order.number")).rejects.toMatchObject({
    code: "number/none",
  });
  await replica.wantNumbers("delivery_order.number");
  expect(Object.keys(await replica.store.blocks.low()).sort()).toEqual([
    "delivery_order.number",
    "drink_order.number",
  ]);
  await take(replica, [{ type: "Take", blocks: { "drink_order.number": [[41, 44]] } }]);
  await expect.poll(() => left.current()).toBe(4);
  for (const drink of ["Latte", "Mocha"]) {
    const number = await replica.takeNumber("drink_order.number");
    const act = replica.act();
    act.create("drink_order", { station: STATION, drink, number });
    await replica.commit("boss", act);
  }
  const named = {
    1: ["refused", ["number/foreign"]],
    2: ["refused", ["mutation/invalid"]],
  } as const;
  await take(replica, [{ type: "Decide", first: 1, last: 2, named, fix: {} }], { after: [2, "u"] });
  expect(needs.current()?.map(({ seq, problem }) => [seq, problem?.code])).toEqual([
    [2, "mutation/invalid"],
    [1, "number/foreign"],
  ]);
  const all = await watched(replica.all("drink_order"));
  expect(all.current()).toEqual([]);
  await replica.resend("boss", 1, {});
  expect(all.current()?.map(({ number }) => number)).toEqual([43]);
  await replica.discard(2);
  await expect.poll(() => needs.current()).toEqual([]);
  expect(stats.current()).toMatchObject({ waiting: 1, needsYou: 0 });
  await expect.poll(() => left.current()).toBe(1);
});

test("conflicts are listed until somebody chooses", async () => {
  const replica = await open();
  const conflicts = await watched(replica.conflicts());
  const stats = await watched(replica.stats());
  const siblings = [
    ["甲", ["hub", 1], 1, "a"],
    ["乙", ["x", 1], 2, "b"],
  ];
  const document = {
    ...record(CUP, { name: "甲" }),
    _: { v: { hub: 1, x: 1 }, c: { name: siblings } },
  } as never;
  await receive(replica, "customer", [document]);
  expect(conflicts.current()?.map(({ entity, doc }) => [entity, doc.id])).toEqual([
    ["customer", CUP],
  ]);
  await expect.poll(() => stats.current()?.conflicts).toBe(1);
  const doc = await replica.get("customer", CUP);
  const act = replica.act();
  if (doc !== null) act.accept("customer", doc, { name: ["x", 1] });
  const done = replica.commit("boss", act);
  expect(conflicts.current()).toEqual([]);
  await done;
  expect((await replica.get("customer", CUP))?.name).toBe("乙");
});

test("a receipt says all only until the next write, and while no photo waits", async () => {
  const replica = await open();
  const receipt = await watched(replica.receipt());
  expect(receipt.current()).toBeNull();
  const act = replica.act();
  act.create("customer", { name: "王" });
  await replica.commit("boss", act);
  const kept = { n: 1, position: 7, at: 9, seal: "s" };
  await take(replica, [], { after: [1, "u"], receipt: kept });
  expect(receipt.current()).toEqual({ n: 1, position: 7, at: 9 });
  const photo = { id: "p", data: new Blob(["x"]), entity: "delivery", record: "d", addedAt: 1 };
  await replica.store.attach(photo);
  await expect.poll(() => receipt.current()).toBeNull();
  const stats = await watched(replica.stats());
  expect(stats.current()?.photos).toBe(1);
});

test("王 is found, by any part of a name, a telephone number by its digits", async () => {
  const replica = await open();
  await receive(replica, "customer", [
    record("AZc1___________________", { name: "王太太", phone: "0912-345-678" }),
    record("AZc2___________________", { name: "李先生", address: "王田里 5 號" }),
    record("AZc3___________________", { name: "Ａｌｉｃｅ Wang" }),
  ]);
  const find = async (text: string) =>
    (await replica.search(text, ["customer", "person"], 9)).map(({ doc }) => doc.id.slice(0, 4));
  expect(await find("王")).toEqual(["AZc1", "AZc2"]);
  expect(await find("太太")).toEqual(["AZc1"]);
  expect(await find("0912 345678")).toEqual(["AZc1"]);
  expect(await find("345-6")).toEqual(["AZc1"]);
  expect(await find("alice wang")).toEqual(["AZc3"]);
  expect(await find("王 里")).toEqual(["AZc2"]);
  expect(await find("  ")).toEqual([]);
  // What is written and what comes is found at once.
  const act = replica.act();
  act.create("customer", { name: "王小姐" });
  await replica.commit("boss", act);
  await receive(replica, "customer", [], ["AZc1___________________"]);
  expect(
    (await replica.search("王", ["customer"], 9)).map(({ doc }) => (doc as never)["name"]),
  ).toEqual(["王小姐", "李先生"]);
  expect((await replica.search("王", ["customer"], 1)).length).toBe(1);
});

test("a search tells what it finds while it reads all for the first time", async () => {
  const replica = await open();
  const idOf = (at: number) => `AZc${String(at).padStart(19, "0")}`;
  const count = 6_000;
  await receive(
    replica,
    "customer",
    Array.from({ length: count }, (_, at) => record(idOf(at), { name: `王${at % 3}` })),
  );
  // The page has other things to do between the steps of the reading.
  const wait = setTimeout;
  vi.spyOn(globalThis, "setTimeout").mockImplementation((run: () => void, ms = 60) =>
    wait(run, ms),
  );
  const told: (readonly string[])[] = [];
  const searching = replica.search("王1", ["customer"], count, (part) => {
    told.push(part.map(({ doc }) => doc.id));
  });
  // What comes meanwhile belongs to it, before and behind where it reads.
  await receive(replica, "customer", [record(idOf(3), { name: "王1" })], [idOf(1), idOf(5_998)]);
  const found = (await searching).map(({ doc }) => doc.id);
  const wanted = Array.from({ length: count }, (_, at) => at)
    .filter((at) => at === 3 || (at % 3 === 1 && at !== 1 && at !== 5_998))
    .map(idOf)
    .reverse();
  expect(found).toEqual(wanted);
  vi.restoreAllMocks();
  expect(told.length).toBeGreaterThan(0);
  for (const part of told) expect(part.length).toBeLessThanOrEqual(count / 3);
  // The newest come first.
  expect(told.at(-1)?.[0]).toMatch(/^AZc0*5\d{3}$/);
});

test("the queue leaves as a file that holds the very text of the ops", async () => {
  const replica = await open();
  const act = replica.act();
  act.create("customer", { name: "王太太" });
  const { uid } = await replica.commit("boss", act);
  const { head, lines } = readFile(await (await replica.exportOutbox()).text());
  expect(head).toMatchObject({ replica: "me", organisation: ORGANISATION });
  const entry = await replica.store.outbox.entry(1);
  expect(lines).toEqual([expect.objectContaining({ uid, actor: "boss", ops: entry?.ops })]);
  expect(() => readFile("{}")).toThrow(SyntaxError);
});

test("today is the organisation's day, by the hub's clock", async () => {
  const replica = await open(() => Date.UTC(2026, 2, 1, 15, 59));
  expect(replica.today()).toBe("2026-03-01");
  await take(replica, [], { clock: { last: 0, offset: 60_000 } });
  expect(replica.today()).toBe("2026-03-02");
  await receive(replica, "organisation", [record(ORGANISATION, { time_zone: "America/New_York" })]);
  await expect.poll(() => replica.today()).toBe("2026-03-01");
});

test("a draft outlives the tab", async () => {
  const replica = await open();
  await replica.saveDraft("note", "半句");
  expect(await replica.draft("note")).toBe("半句");
  await replica.saveDraft("note", null);
  expect(await replica.draft("note")).toBeNull();
});

test("a wiped store belongs to nobody", async () => {
  const replica = await open();
  const all = await watched(replica.all("customer"));
  await receive(replica, "customer", [record("AZc1___________________", { name: "一" })]);
  await replica.store.clear();
  expect(replica.identity).toBeNull();
  expect(() => replica.act()).toThrow(Problem);
  await expect.poll(() => all.current()).toEqual([]);
});
