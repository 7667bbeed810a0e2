// @vitest-environment node

import fc from "fast-check";
import { expect, test } from "vitest";

import { Backoff } from "./backoff";

test("steps with the full draw", () => {
  const backoff = new Backoff();
  const delays = Array.from({ length: 8 }, () => backoff.fail(1));
  expect(delays).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
});

test("the person is told after five, until the next contact", () => {
  const backoff = new Backoff();
  const told = Array.from({ length: 6 }, () => {
    backoff.fail(0.5);
    return backoff.tell;
  });
  expect(told).toEqual([false, false, false, false, true, true]);
  backoff.succeed();
  expect([backoff.tell, backoff.failures, backoff.fail(1)]).toEqual([false, 0, 1]);
});

test("it never hurries, and never undercuts what the hub asked for", () => {
  const draw = fc.double({ min: 0, max: 1, noNaN: true });
  const asked = fc.option(fc.double({ min: 0, max: 3600, noNaN: true }));
  fc.assert(
    fc.property(fc.nat(40), draw, asked, (failures, drawn, wanted) => {
      const backoff = new Backoff();
      for (let i = 0; i < failures; i += 1) backoff.fail(drawn);
      const delay = backoff.fail(drawn, wanted);
      expect(delay).toBeGreaterThanOrEqual(Math.max(Math.min(2 ** failures, 30) / 2, wanted ?? 0));
    }),
  );
  expect(new Backoff().fail(0, 60)).not.toBe(new Backoff().fail(1, 60));
});
