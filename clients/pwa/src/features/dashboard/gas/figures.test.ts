// @vitest-environment node
import { expect, test } from "vitest";

import type { Delivery, Route, Stop } from "@/generated/entities";

import { cumulative, cylinders, delays, dueTimes, progressOf, reasonsOf, takings } from "./figures";

const META = { v: {} };
const stop = (id: string, sequence: number, more: Partial<Stop> = {}): Stop => ({
  id,
  _: META,
  route: "r",
  sequence,
  state: "planned",
  window: { start: "09:00", end: "12:00" },
  ...more,
});
const delivery = (id: string, more: Partial<Delivery> = {}): Delivery => ({
  id,
  _: META,
  stop: id,
  route: "r",
  outcome: "delivered",
  left: 0,
  empties: 0,
  ...more,
});
const ROUTE: Route = { id: "r", _: META, name: "大安線", day: "2026-11-21", state: "running" };
const MINUTE = 60_000;

test("stops are due evenly over the route's windows, each within its own", () => {
  const due = dueTimes([
    stop("a", 1),
    stop("b", 2),
    stop("c", 3, { window: { start: "11:30", end: "12:00" } }),
    stop("d", 4, { window: { start: "09:00", end: "10:00" } }),
  ]);
  expect([...due.values()]).toEqual([585, 630, 690, 600]);
  expect(dueTimes([stop("x", 1, { window: undefined })]).get("x")).toBe(17 * 60);
});

test("a count begins at nothing and rises by one", () => {
  expect(cumulative([600, 540], 480)).toEqual([
    [480, 0],
    [540, 1],
    [600, 2],
  ]);
  expect(cumulative([])).toEqual([]);
});

test("money and cylinders are summed", () => {
  const deliveries = [
    delivery("a", { amount: 1560, payment: "cash", left: 2, empties: 2 }),
    delivery("b", { amount: 780, payment: "transfer", left: 1 }),
  ];
  expect(takings(deliveries)).toEqual({ cash: 1560, other: 780 });
  expect(cylinders(deliveries)).toEqual({ left: 3, back: 2 });
});

test("a route that is silent shows what is due as expected, and never as failed", () => {
  const stops = [stop("a", 1, { state: "delivered" }), stop("b", 2), stop("c", 3)];
  const day = { routes: [ROUTE], stops, deliveries: [delivery("a", { at: 0 })] };
  const [silent] = progressOf(day, 60 * MINUTE, 11 * 60, new Map());
  expect(silent).toMatchObject({ isSilent: true, expected: 1, done: 1, all: 3 });
  expect(silent?.teeth).toEqual(["received", "expected", "to-come"]);
  // The server heard of it a minute ago: it is only slow.
  const [heard] = progressOf(day, 60 * MINUTE, 11 * 60, new Map([["r", 59 * MINUTE]]));
  expect(heard).toMatchObject({ isSilent: false, expected: 0, ahead: -1 });
  expect(heard?.teeth).toEqual(["received", "now", "to-come"]);
});

test("reasons stand by how often, delays by class", () => {
  const deliveries = [
    delivery("a", { outcome: "failed", failure: "電話沒接" }),
    delivery("b", { outcome: "failed", failure: "沒人在家" }),
    delivery("c", { outcome: "failed", failure: "沒人在家" }),
    delivery("d", { at: 0, received_at: 900 }),
    delivery("e", { at: 0, received_at: 7_200_000 }),
  ];
  expect(reasonsOf(deliveries)).toEqual([
    ["沒人在家", 2],
    ["電話沒接", 1],
  ]);
  expect(delays(deliveries)).toEqual([1, 0, 0, 0, 0, 1]);
});
