import { expect, test } from "vitest";

import { nextPlace } from "./places";

// Two columns of cards and a list beside them.
const BOXES = [
  { x: 0, y: 0, width: 100, height: 60 },
  { x: 110, y: 0, width: 100, height: 60 },
  { x: 0, y: 70, width: 100, height: 60 },
  { x: 110, y: 70, width: 100, height: 60 },
  { x: 230, y: 20, width: 80, height: 30 },
];

test.each([
  [0, "right", 1],
  [0, "down", 2],
  [3, "up", 1],
  [3, "left", 2],
  [1, "right", 4],
  [4, "left", 1],
] as const)("from %i, %s goes to %i", (from, way, to) => {
  expect(nextPlace(BOXES, from, way)).toBe(to);
});

test("at the edge there is nowhere to go", () => {
  expect(nextPlace(BOXES, 0, "up")).toBeNull();
  expect(nextPlace(BOXES, 0, "left")).toBeNull();
  expect(nextPlace([], 0, "left")).toBeNull();
});
