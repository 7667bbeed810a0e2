import { expect, test } from "vitest";

import { estimateMinutes } from "./estimate";
import { order } from "../../../test/station-samples";

const NOW = 10_000_000;

function finished(seconds: number, barista = "mei", ago = 60_000) {
  const completed_at = NOW - ago;
  return order({
    state: "completed",
    barista,
    completed_at,
    started_at: completed_at - seconds * 1000,
  });
}

test("nobody waits less than a minute", () => {
  expect(estimateMinutes({ toMake: 0, making: 0, finished: [finished(30)], hands: [] }, NOW)).toBe(
    1,
  );
});

test("the cups before this one take as long as the last ones did", () => {
  const load = { toMake: 5, making: 0, hands: ["mei"], finished: [finished(60), finished(60)] };
  expect(estimateMinutes(load, NOW)).toBe(6);
  expect(estimateMinutes({ ...load, making: 2 }, NOW)).toBe(7);
});

test("two people at work halve it, however it is known that they are there", () => {
  const load = { toMake: 7, making: 0, hands: ["mei"], finished: [finished(60)] };
  expect(estimateMinutes({ ...load, hands: ["mei", "hua"] }, NOW)).toBe(4);
  expect(estimateMinutes({ ...load, finished: [finished(60), finished(60, "hua")] }, NOW)).toBe(4);
  const gone = [finished(60), finished(60, "hua", 3_600_000)];
  expect(estimateMinutes({ ...load, finished: gone }, NOW)).toBe(8);
});

test("cups that were tapped through or forgotten do not count", () => {
  const load = { toMake: 3, making: 0, hands: [], finished: [finished(1), finished(7_200)] };
  expect(estimateMinutes(load, NOW)).toBe(6);
});
