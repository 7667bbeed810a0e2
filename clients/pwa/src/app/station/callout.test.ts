import fc from "fast-check";
import { expect, test } from "vitest";

import { callOut } from "./callout";

test.each([
  [1, "A01"],
  [47, "A47"],
  [99, "A99"],
  [100, "B00"],
  [147, "B47"],
  [2599, "Z99"],
  [2600, "A00"],
])("%i is called %s", (number, called) => {
  expect(callOut(number)).toBe(called);
});

test("neighbours never sound alike, and every number has a letter and two digits", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), (number) => {
      expect(callOut(number)).toMatch(/^[A-Z]\d\d$/);
      expect(callOut(number)).not.toBe(callOut(number + 1));
      expect(callOut(number)).toBe(callOut(number + 2600));
    }),
  );
});
