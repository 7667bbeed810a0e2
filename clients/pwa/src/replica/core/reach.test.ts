// @vitest-environment node

import { expect, test } from "vitest";

import { reads } from "./reach";

const ME = "p".repeat(22);
const OTHER = "q".repeat(22);

test("a barista reads the orders of the stations that name them, an organiser those of all", () => {
  const mine = { entity: "station", record: { baristas: [OTHER, ME] } } as const;
  const theirs = { entity: "station", record: { baristas: [OTHER] } } as const;
  const nobodys = { entity: "station", record: {} } as const;
  expect(reads("drink_order", { id: ME, role: "barista" }, mine)).toBe(true);
  for (const at of [theirs, nobodys]) {
    expect(reads("drink_order", { id: ME, role: "barista" }, at)).toBe(false);
    expect(reads("drink_order", { id: ME, role: "organiser" }, at)).toBe(true);
    expect(reads("drink_order", { id: ME, role: "dispatcher" }, at)).toBe(false);
  }
});

test("a driver reads the stops of the routes that name them", () => {
  const me = { id: ME, role: "driver" };
  expect(reads("stop", me, { entity: "route", record: { driver: ME } })).toBe(true);
  expect(reads("stop", me, { entity: "route", record: { driver: OTHER } })).toBe(false);
});
