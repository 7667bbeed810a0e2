import { expect, test } from "vitest";

import { ageOf, limitsOf, placedAt } from "./age";
import { order } from "../../../test/station-samples";

const LIMITS = { soonAfter: 3, lateAfter: 6 };
const minutes = (count: number) => count * 60_000;

test.each([
  [0, "fresh"],
  [minutes(3) - 1, "fresh"],
  [minutes(3), "soon"],
  [minutes(6) - 1, "soon"],
  [minutes(6), "late"],
  [minutes(60), "late"],
] as const)("after %i ms an order is %s", (elapsed, of) => {
  expect(ageOf(1_000, 1_000 + elapsed, LIMITS).of).toBe(of);
});

test("the gauge reaches its notch at the first limit and is full at the second", () => {
  expect(ageOf(0, minutes(3), LIMITS)).toMatchObject({ share: 0.5, notch: 0.5 });
  expect(ageOf(0, minutes(6), LIMITS).share).toBe(1);
  expect(ageOf(0, minutes(90), LIMITS).share).toBe(1);
});

test("an order from the future is fresh, and limits the wrong way round are no trap", () => {
  expect(ageOf(minutes(5), 0, LIMITS)).toMatchObject({ of: "fresh", elapsed: 0, share: 0 });
  const turned = { soonAfter: 9, lateAfter: 4 };
  expect(ageOf(0, minutes(4), turned)).toMatchObject({ of: "late", notch: 1 });
  expect(ageOf(0, 0, { soonAfter: 0, lateAfter: 0 })).toMatchObject({ of: "late", share: 1 });
});

test("an order that does not say when it was placed tells it by its id", () => {
  // The first eight characters are 2026-03-02T00:00:00.000Z.
  const id = "AZyr3_wAexmNfbdx7zWUIA";
  const silent = order({ id, placed_at: undefined });
  expect(new Date(placedAt(silent)).toISOString().slice(0, 4)).toBe("2026");
  expect(placedAt(order({ placed_at: 42 }))).toBe(42);
});

test("a station that is still being read has the usual limits", () => {
  expect(limitsOf(undefined)).toEqual({ soonAfter: 3, lateAfter: 6 });
});
