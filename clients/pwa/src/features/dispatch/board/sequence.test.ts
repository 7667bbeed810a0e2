import fc from "fast-check";
import { expect, test } from "vitest";

import { bySequence, CLOSEST, roomAt, type Placed } from "./sequence";

const stops = (...sequences: number[]): Placed[] =>
  sequences.map((sequence, index) => ({ id: String.fromCharCode(97 + index), sequence }));

/** The route once the newcomers are in. */
function after(others: readonly Placed[], at: number, count: number): Placed[] {
  const { fresh, moved } = roomAt(others, at, count);
  const newcomers = fresh.map((sequence, index) => ({ id: `new${index}`, sequence }));
  const kept = others.map((stop) => ({ ...stop, sequence: moved.get(stop.id) ?? stop.sequence }));
  return [...kept, ...newcomers].sort(bySequence);
}

test("a newcomer stands half way between its neighbours, and nobody else moves", () => {
  expect(roomAt(stops(1, 2, 3), 1, 1)).toEqual({ fresh: [1.5], moved: new Map() });
});

test("several share the gap evenly; at the end they follow in whole steps", () => {
  expect(roomAt(stops(0, 4), 1, 3).fresh).toEqual([1, 2, 3]);
  expect(roomAt(stops(1, 7), 2, 2).fresh).toEqual([8, 9]);
  expect(roomAt([], 0, 2).fresh).toEqual([1, 2]);
});

test("before the first stop there is room down to nought", () => {
  expect(roomAt(stops(1, 2), 0, 1).fresh).toEqual([0.5]);
});

test("neighbours that stand too close have the route numbered anew", () => {
  const { fresh, moved } = roomAt(stops(1, 1 + CLOSEST / 2, 3), 1, 1);
  expect(fresh).toEqual([2]);
  expect(Object.fromEntries(moved)).toEqual({ b: 3, c: 4 });
});

test("whatever is put in where, it stands there, and the others keep their order", () => {
  const route = fc
    .array(fc.double({ min: 0, max: 1000, noNaN: true }), { maxLength: 20 })
    .map((list) =>
      list
        .map((sequence, index) => ({ id: `s${String(index).padStart(2, "0")}`, sequence }))
        .sort(bySequence),
    );
  fc.assert(
    fc.property(route, fc.nat(20), fc.integer({ min: 1, max: 5 }), (others, place, count) => {
      const at = Math.min(place, others.length);
      const ids = after(others, at, count).map((stop) => stop.id);
      const fresh = Array.from({ length: count }, (_, index) => `new${index}`);
      const kept = others.map((stop) => stop.id);
      expect(ids).toEqual([...kept.slice(0, at), ...fresh, ...kept.slice(at)]);
    }),
  );
});

test("a hundred stops put in at the same place never meet", () => {
  let route: Placed[] = stops(1, 2);
  for (let turn = 0; turn < 100; turn++) {
    const { fresh, moved } = roomAt(route, 1, 1);
    route = [
      ...route.map((stop) => ({ ...stop, sequence: moved.get(stop.id) ?? stop.sequence })),
      { id: `n${turn}`, sequence: fresh[0] ?? 0 },
    ].sort(bySequence);
  }
  const distinct = new Set(route.map((stop) => stop.sequence));
  expect(distinct.size).toBe(102);
  expect(route[1]?.id).toBe("n99");
});
