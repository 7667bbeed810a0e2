import { expect, test } from "vitest";

import { createDoubleTapGuard } from "./doubleTap";

const tap = (clientX: number, timeStamp: number, detail = 1) => ({
  clientX,
  clientY: 100,
  timeStamp,
  detail,
});

test("the second half of a double tap does not hit the card that moved up", () => {
  const isDoubleTap = createDoubleTapGuard();
  expect(isDoubleTap(tap(50, 0), "first")).toBe(false);
  expect(isDoubleTap(tap(52, 180), "second")).toBe(true);
});

test("the same card, another place, a later tap and a key are meant", () => {
  const isDoubleTap = createDoubleTapGuard();
  isDoubleTap(tap(50, 0), "first");
  expect(isDoubleTap(tap(50, 100), "first")).toBe(false);
  expect(isDoubleTap(tap(500, 200), "second")).toBe(false);
  expect(isDoubleTap(tap(500, 700), "third")).toBe(false);
  expect(isDoubleTap(tap(500, 750, 0), "fourth")).toBe(false);
});
