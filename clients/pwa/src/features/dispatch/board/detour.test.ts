import { expect, test } from "vitest";

import { cheapestPlace, metres, minutesMore } from "./detour";

const at = (lat: number, lon: number) => ({ lat, lon });

test("a kilometre is a kilometre", () => {
  expect(metres(at(25, 121.5), at(25.009, 121.5))).toBeCloseTo(1001, -1);
});

test("a stop on the way costs only the time at the door", () => {
  expect(minutesMore(at(25, 121.5), at(25.01, 121.5), at(25.02, 121.5))).toBe(4);
});

test("a stop far off costs the way there and back", () => {
  expect(minutesMore(at(25, 121.5), at(25.05, 121.5), at(25, 121.5))).toBeGreaterThan(40);
});

test("where a stop lies nobody knows, nobody says how long it takes", () => {
  expect(minutesMore(at(25, 121.5), undefined, at(25, 121.6))).toBeNull();
});

test("the cheapest place lies between the nearest neighbours, and never in what is done", () => {
  const way = [at(25, 121.5), at(25.01, 121.5), at(25.02, 121.5), at(25.03, 121.5)];
  expect(cheapestPlace(way, at(25.015, 121.5), 0)).toBe(2);
  expect(cheapestPlace(way, at(25.001, 121.5), 2)).toBeGreaterThanOrEqual(2);
  expect(cheapestPlace(way, undefined, 0)).toBe(4);
});
