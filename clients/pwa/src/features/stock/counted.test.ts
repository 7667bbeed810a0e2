import { expect, test } from "vitest";

import { shelf } from "../../../test/station-samples";
import type { Line } from "@/replica/api";

import { addedHere, NEVER, offsetAfter, sinceCount, sumOf } from "./counted";

function line(seq: number, add: number, given: Partial<Line> = {}): Line {
  return {
    seq,
    actor: "mei",
    madeAt: 0,
    word: "waiting",
    ops: [
      ["drink_order", "order", {}, { state: ["in_progress", "completed"] }],
      ["inventory_item", "shelf", {}, { stock: { add } }],
    ],
    conflicts: [],
    parts: [],
    ...given,
  };
}

test("what happened since the count is told apart: here and elsewhere", () => {
  // Counted 12 when the adds summed up to 20; meanwhile 6 went here and 4 elsewhere.
  const last = { seq: 100, at: 5, figure: 12, offset: -8, sum: 20 };
  const now = shelf({ stock: 2, _: { v: {}, k: { stock: [10, -8] } } });
  const lines = [line(90, -50), line(110, -4), line(120, -2), line(130, -9, { word: "needs-you" })];
  expect(sinceCount(now, last, lines)).toEqual({ figure: 12, at: 5, here: -6, elsewhere: -4 });
});

test("a count that somebody else made later, or none at all, says nothing", () => {
  const last = { seq: 100, at: 5, figure: 12, offset: -8, sum: 20 };
  expect(sinceCount(shelf({ _: { v: {}, k: { stock: [10, -3] } } }), last, [])).toBeNull();
  expect(sinceCount(shelf(), NEVER, [])).toBeNull();
});

test("a count is written as the figure less the sum on the screen", () => {
  expect(offsetAfter(shelf({ stock: 20 }), 12)).toBe(-8);
  const counted = shelf({ stock: 2, _: { v: {}, k: { stock: [10, -8] } } });
  expect(sumOf(counted)).toBe(10);
  expect(offsetAfter(counted, 3)).toBe(-7);
});

test("writes of other shelves and counts add nothing", () => {
  const other = line(10, -1, { ops: [["inventory_item", "other", {}, { stock: { add: -5 } }]] });
  const count = line(20, -1, { ops: [["inventory_item", "shelf", {}, { stock: { count: 7 } }]] });
  expect(addedHere("shelf", 0, [other, count])).toBe(0);
});
