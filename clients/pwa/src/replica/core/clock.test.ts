// @vitest-environment node

import fc from "fast-check";
import { expect, test } from "vitest";

import { hearStamp, measure, msOf, stampAt, tick } from "./clock";
import type { Clock } from "./types";

const NOW = 1_800_000_000_000;

const ms = fc.integer({ min: 0, max: 2 * NOW });
const moves = fc.oneof(
  fc.record({ move: fc.constant("tick" as const), at: ms }),
  fc.record({ move: fc.constant("hear" as const), at: ms }),
);

test("whatever its time does, its stamps go up and stay exact", () => {
  fc.assert(
    fc.property(
      fc.array(moves, { maxLength: 30 }),
      fc.integer({ min: -NOW, max: NOW }),
      (all, o) => {
        let clock: Clock = { last: 0, offset: o };
        for (const { move, at } of all) {
          const next = move === "tick" ? tick(clock, at) : hearStamp(clock, stampAt(at));
          if (move === "tick") expect(next.last).toBeGreaterThan(clock.last);
          expect(next.last).toBeGreaterThanOrEqual(clock.last);
          expect(Number.isSafeInteger(next.last)).toBe(true);
          clock = next;
        }
      },
    ),
  );
});

test("a stamp gives its millisecond back", () => {
  fc.assert(fc.property(ms, fc.nat(1023), (at, counter) => msOf(stampAt(at) + counter) === at));
});

test("a clock that runs a year ahead is brought back at the first contact", () => {
  const year = 365 * 24 * 3600 * 1000;
  const ahead = tick({ last: 0, offset: 0 }, NOW + year);
  const met = measure(ahead, NOW + year, NOW + year + 200, stampAt(NOW));
  expect(met).toEqual({ last: stampAt(NOW), offset: -year - 100 });
  expect(msOf(tick(met, NOW + year + 200).last)).toBe(NOW + 100);
});
