// @vitest-environment node
import { afterEach, beforeEach, expect, test } from "vitest";

import type { Doc, EntityName, Values } from "@/generated/entities";
import type { Act } from "@/replica/api";
import type { LocalReplica } from "@/replica/replica";

import { openLocal } from "../../../../test/local";
import { buildBoard } from "../board/build";
import type { Column, OrderCard, StopRow } from "../board/model";
import { around, records } from "../board/samples";
import { addRoute, changeRoute, stepsOf, takeStep, tell } from "./routes";
import { place, takeOff, tryAgain, waitAgain } from "./stops";

const ME = "AZboss________________";
const DAY = "2026-11-21";

let replica: LocalReplica;
let routes: string[];
let customer: string;

beforeEach(async () => {
  replica = await openLocal();
  customer = await make("customer", { name: "王太太" });
  routes = [
    await make("route", { name: "1", day: DAY }),
    await make("route", { name: "2", day: DAY }),
  ];
});

afterEach(() => {
  replica.close();
});

async function make<E extends EntityName>(entity: E, values: Values<E>): Promise<string> {
  let id = "";
  await write((act) => (id = act.create(entity, values)));
  return id;
}

async function write(build: (act: Act) => void): Promise<number> {
  const act = replica.act();
  build(act);
  return (await replica.commit(ME, act)).seq;
}

async function all<E extends EntityName>(entity: E): Promise<readonly Doc<E>[]> {
  const live = replica.all(entity);
  const stop = live.subscribe(() => undefined);
  await expect.poll(() => live.current()).toBeDefined();
  const found = live.current() ?? [];
  stop();
  return found;
}

/** The board as it stands now. */
async function board() {
  const orders = await all("delivery_order");
  const live = new Set((await all("stop")).map((stop) => stop.order));
  return buildBoard(
    records({
      routes: await all("route"),
      stops: await all("stop"),
      orders: new Map(orders.map((order) => [order.id, order])),
      unassigned: orders.filter((order) => order.state === "confirmed" && !live.has(order.id)),
    }),
    around({ clock: null }),
  );
}

async function column(index = 0): Promise<Column> {
  const found = (await board()).columns.find((one) => one.id === routes[index]);
  if (found === undefined) throw new Error("no such route");
  return found;
}

async function orderIds(index = 0): Promise<readonly (string | undefined)[]> {
  return (await column(index)).rows.map((row) => row.stop.order);
}

async function card(id: string): Promise<OrderCard> {
  const found = (await board()).cards.find((one) => one.id === id);
  if (found === undefined) throw new Error("not among the unassigned");
  return found;
}

async function rowOf(order: string): Promise<StopRow> {
  const rows = (await board()).columns.flatMap((one) => one.rows);
  const found = rows.find((row) => row.stop.order === order);
  if (found === undefined) throw new Error("on no route");
  return found;
}

/** So many orders, put on the first route in their sequence. */
async function routed(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let turn = 0; turn < count; turn++) {
    const id = await make("delivery_order", { customer, lines: [], state: "confirmed" });
    const [one, to] = [await card(id), await column()];
    await write((act) => place(act, to, to.rows.length, [one]));
    ids.push(id);
  }
  return ids;
}

test("an order is put on a route in one act, and one undo takes all of it back", async () => {
  const [a, b] = await routed(2);
  const c = await make("delivery_order", {
    customer,
    lines: [],
    state: "confirmed",
    window: { start: "09:00", end: "11:00" },
  });
  const [one, to] = [await card(c), await column()];
  const seq = await write((act) => place(act, to, 1, [one]));
  expect(await orderIds()).toEqual([a, c, b]);
  const row = await rowOf(c);
  expect(row.order?.state).toBe("assigned");
  expect(row.stop).toMatchObject({ sequence: 1.5, customer, window: { end: "11:00" } });

  await replica.undo(ME, seq);
  expect(await orderIds()).toEqual([a, b]);
  expect((await card(c)).order.state).toBe("confirmed");
});

test("moving a stop along its route writes its sequence and nothing else", async () => {
  const [a, b, c] = await routed(3);
  const [row, to] = [await rowOf(c ?? ""), await column()];
  const act = replica.act();
  place(act, to, 0, [row]);
  await replica.commit(ME, act);
  expect(await orderIds()).toEqual([c, a, b]);
  const line = replica.outbox(1);
  line.subscribe(() => undefined);
  await expect.poll(() => line.current()?.[0]?.ops.length).toBe(1);
  expect(line.current()?.[0]?.ops[0]?.[3]).toEqual({ sequence: 0.5 });
});

test("several stops go to another route together and keep their order", async () => {
  const [a, b, c] = await routed(3);
  const rows = [await rowOf(a ?? ""), await rowOf(c ?? "")];
  const to = await column(1);
  await write((act) => place(act, to, 0, rows));
  expect(await orderIds(0)).toEqual([b]);
  expect(await orderIds(1)).toEqual([a, c]);
});

test("what is delivered stays where it is", async () => {
  const [a, b] = await routed(2);
  const done = await rowOf(a ?? "");
  await write((act) => act.edit("stop", done.stop, { state: "delivered" }));
  const [rows, to] = [[await rowOf(a ?? ""), await rowOf(b ?? "")], await column(1)];
  await write((act) => place(act, to, 0, rows));
  expect(await orderIds(0)).toEqual([a]);
  expect(await orderIds(1)).toEqual([b]);
});

test("a stop that is taken off is gone, and its order waits again; undo brings it back", async () => {
  const [a = "", b = ""] = await routed(2);
  const rows = [await rowOf(a)];
  const seq = await write((act) => takeOff(act, rows));
  expect(await orderIds()).toEqual([b]);
  expect((await card(a)).order.state).toBe("confirmed");
  await replica.undo(ME, seq);
  expect((await rowOf(a)).order?.state).toBe("assigned");
});

test("an order that is on its way takes both declared steps back", async () => {
  const [a = ""] = await routed(1);
  const row = await rowOf(a);
  await write((act) => {
    if (row.order) act.edit("delivery_order", row.order, { state: "out_for_delivery" });
  });
  const rows = [await rowOf(a)];
  await write((act) => takeOff(act, rows));
  expect((await card(a)).order.state).toBe("confirmed");
});

test("a failed stop is tried again at the end, or its order waits for another route", async () => {
  const [a = "", b = ""] = await routed(2);
  const failed = await rowOf(a);
  await write((act) => {
    act.edit("stop", failed.stop, { state: "failed" });
    if (failed.order) act.edit("delivery_order", failed.order, { state: "failed" });
  });
  const [row, on] = [await rowOf(a), await column()];
  const seq = await write((act) => tryAgain(act, on, row));
  expect(await orderIds()).toEqual([b, a]);
  expect((await rowOf(a)).order?.state).toBe("assigned");
  await replica.undo(ME, seq);

  const again = await rowOf(a);
  await write((act) => waitAgain(act, again));
  expect((await rowOf(a)).stop.state).toBe("failed");
  expect((await rowOf(a)).order?.state).toBe("confirmed");
});

test("a route is made, handed over and taken through its day", async () => {
  const driver = await make("person", { name: "張志明", role: "driver" });
  const entry = { name: "大安線", driver, vehicle: null };
  let id = "";
  await write((act) => (id = addRoute(act, DAY, entry)));
  const read = async () => {
    const found = await replica.get("route", id);
    if (found === null) throw new Error("no such route");
    return found;
  };
  expect(await read()).toMatchObject({ name: "大安線", day: DAY, driver, state: "planned" });
  const steps = async (step: Parameters<typeof takeStep>[2], now: number) => {
    const before = await read();
    expect(stepsOf(before)).toContain(step);
    await write((act) => takeStep(act, before, step, now));
  };
  await steps("start", 1000);
  await steps("pause", 2000);
  await steps("resume", 3000);
  await steps("finish", 4000);
  expect(await read()).toMatchObject({ state: "finished", started_at: 1000, finished_at: 4000 });
  await steps("reopen", 5000);
  expect((await read()).finished_at).toBeUndefined();

  const before = await read();
  const act = replica.act();
  changeRoute(act, before, { ...entry, driver: null });
  await replica.commit(ME, act);
  expect((await read()).driver).toBeUndefined();
});

test("saving a route without a change writes nothing", async () => {
  const { route } = await column();
  const act = replica.act();
  changeRoute(act, route, { name: route.name, driver: null, vehicle: null });
  expect(act.isEmpty).toBe(true);
});

test("each driver gets a message of his own", async () => {
  await write((act) => tell(act, ME, routes, "請回電", 1000));
  const messages = await all("message");
  expect(messages.map((one) => [one.to_route, one.text]).sort()).toEqual(
    routes.map((id) => [id, "請回電"]).sort(),
  );
});
