import { expect, test } from "vitest";

import { buildBoard } from "./build";
import { SILENCE_MS } from "./contact";
import { firstFree, whereOf } from "./model";
import { around, customer, order, records, route, stop } from "./samples";
import { shareWith } from "./share";

const NOW = 1_795_000_000_000;

const DAY = records({
  routes: [route("r1"), route("r2", { state: "planned" })],
  stops: [
    stop("s3", 3, { window: { start: "08:00", end: "10:00" } }),
    stop("s1", 1, { state: "delivered" }),
    stop("s2", 2, { window: { start: "09:00", end: "10:00" } }),
    stop("t1", 1, { route: "r2" }),
  ],
});

const heard = (
  lastContact: number | null,
  unseen: readonly string[] = [],
  taken: readonly string[] = [],
) => around({ asOf: NOW, reach: new Map([["r1", { unseen, taken, lastContact }]]) });

function standings(board: ReturnType<typeof buildBoard>, column = 0) {
  return board.columns[column]?.rows.map((row) => [row.id, row.number, row.standing]);
}

test("stops stand in their sequence; the first open one of a running route is the current one", () => {
  const board = buildBoard(DAY, heard(NOW));
  expect(standings(board)).toEqual([
    ["s1", 1, "delivered"],
    ["s2", 2, "current"],
    ["s3", 3, "overdue"],
  ]);
  expect(standings(board, 1)).toEqual([["t1", 1, "planned"]]);
  expect([board.delivered, board.total]).toEqual([1, 4]);
});

test("where nothing is heard, nothing is claimed: what should be done is due, not late", () => {
  const board = buildBoard(DAY, heard(NOW - SILENCE_MS - 1));
  expect(board.columns[0]?.contact).toEqual({ is: "out", at: NOW - SILENCE_MS - 1 });
  expect(standings(board)).toEqual([
    ["s1", 1, "delivered"],
    ["s2", 2, "due"],
    ["s3", 3, "due"],
  ]);
});

test("this device's own silence is not the drivers': contact is held against the hub's last word", () => {
  const board = buildBoard(DAY, heard(NOW - SILENCE_MS + 1));
  expect(board.columns[0]?.contact.is).toBe("in");
  expect(buildBoard(DAY, around()).columns[0]?.contact.is).toBe("unknown");
  expect(buildBoard(DAY, heard(null)).columns[0]?.contact.is).toBe("never");
});

test("changes that the driver's devices have not read are counted per route, what was taken away, too", () => {
  const board = buildBoard(DAY, heard(NOW, ["s3", "elsewhere"], ["gone"]));
  expect(board.columns[0]?.unseen).toBe(2);
  expect(board.columns[0]?.rows[2]?.unseen).toBe(true);
  expect(board.columns[1]?.unseen).toBeNull();
});

test("another day than today has nothing that is late", () => {
  const board = buildBoard(DAY, { ...heard(NOW), clock: null });
  expect(standings(board)?.map(([, , standing]) => standing)).toEqual([
    "delivered",
    "current",
    "planned",
  ]);
});

test("orders without a route stand by urgency, then by the end of their windows", () => {
  const unassigned = [
    order("o1", { window: { start: "13:00", end: "17:00" } }),
    order("o2", { window: { start: "09:00", end: "11:00" } }),
    order("o3", { priority: "urgent" }),
    order("o4", { window: { start: "08:00", end: "10:00" } }),
  ];
  const { cards } = buildBoard(records({ unassigned }), around());
  expect(cards.map((card) => [card.id, card.urgency])).toEqual([
    ["o3", "none"],
    ["o4", "late"],
    ["o2", "soon"],
    ["o1", "none"],
  ]);
});

test("a district shows its orders and the routes that stop there; badges stay", () => {
  const day = records({
    routes: [route("r1"), route("r2"), route("r3")],
    stops: [stop("s1", 1, { customer: "c1" }), stop("t1", 1, { route: "r2", customer: "c2" })],
    customers: new Map([
      ["c1", customer("c1", { district: "信義區" })],
      ["c2", customer("c2", { district: "大安區" })],
    ]),
    unassigned: [order("o1", { customer: "c1" }), order("o2", { customer: "c2" })],
  });
  const board = buildBoard(day, around({ district: "大安區" }));
  expect(board.columns.map((column) => column.badge)).toEqual([2, 3]);
  expect(board.cards.map((card) => card.id)).toEqual(["o2"]);
});

test("a stop that was written by who no longer held it is marked", () => {
  const day = records({
    routes: [route("r1")],
    stops: [stop("s1", 1, { _: { v: { phone: 3 }, f: ["late"] } })],
  });
  expect(buildBoard(day, around()).columns[0]?.rows[0]?.crossed).toBe(true);
});

test("nothing can be put before what is done or under way", () => {
  const rows = buildBoard(DAY, heard(NOW)).columns[0]?.rows ?? [];
  expect(firstFree(rows)).toBe(2);
  expect(firstFree([])).toBe(0);
});

test("what is equal is the same object, so that lists draw only what changed", () => {
  const before = buildBoard(DAY, heard(NOW));
  const stops = DAY.stops.map((one) => (one.id === "s3" ? { ...one, note: "後門" } : one));
  const after = shareWith(before, buildBoard({ ...DAY, stops }, heard(NOW)));
  expect(after.columns[1]).toBe(before.columns[1]);
  expect(after.columns[0]?.rows[1]).toBe(before.columns[0]?.rows[1]);
  expect(after.columns[0]?.rows[2]).not.toBe(before.columns[0]?.rows[2]);
});

test("an address begins with its district", () => {
  expect(whereOf(customer("c1", { address: "台北市大安區永康街 31 號", district: "大安區" }))).toBe(
    "大安區永康街 31 號",
  );
  expect(whereOf(customer("c1", { address: "後山", district: "大安區" }))).toBe("後山");
  expect(whereOf(undefined)).toBeUndefined();
});
