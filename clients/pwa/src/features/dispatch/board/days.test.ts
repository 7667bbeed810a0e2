import { expect, test } from "vitest";

import { dayAfter, isDay } from "./days";

test("the day after the last of a month is the first of the next", () => {
  expect(dayAfter("2026-02-28", 1)).toBe("2026-03-01");
  expect(dayAfter("2028-02-28", 1)).toBe("2028-02-29");
  expect(dayAfter("2027-01-01", -1)).toBe("2026-12-31");
});

test("only days of the calendar are days", () => {
  expect(isDay("2026-11-21")).toBe(true);
  expect(isDay("2026-02-30")).toBe(false);
  expect(isDay("tomorrow")).toBe(false);
  expect(isDay(null)).toBe(false);
});
