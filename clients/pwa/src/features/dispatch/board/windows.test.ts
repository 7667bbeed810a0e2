import { expect, test } from "vitest";

import { isOver, partOf, urgencyOf } from "./windows";

const window = (start: string, end: string) => ({ start, end });

test("halves of the day and the whole of it are said in words, anything else in figures", () => {
  expect(partOf(window("07:00", "12:00"))).toBe("morning");
  expect(partOf(window("12:00", "17:00"))).toBe("afternoon");
  expect(partOf(window("08:00", "18:00"))).toBe("day");
  expect(partOf(window("09:30", "11:30"))).toBeNull();
  expect(partOf(window("11:00", "12:00"))).toBeNull();
});

test("a window is near in its last hour and over after its last minute", () => {
  const wish = window("09:00", "11:00");
  expect(urgencyOf(wish, "09:59")).toBe("none");
  expect(urgencyOf(wish, "10:00")).toBe("soon");
  expect(urgencyOf(wish, "11:00")).toBe("soon");
  expect(urgencyOf(wish, "11:01")).toBe("late");
  expect(isOver(wish, "11:01")).toBe(true);
});

test("who wishes for no time is never late", () => {
  expect(urgencyOf(undefined, "23:59")).toBe("none");
  expect(isOver(undefined, "23:59")).toBe(false);
});
