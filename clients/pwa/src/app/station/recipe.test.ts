import { expect, test } from "vitest";

import { usesOf } from "./recipe";
import { drink, order, shelf } from "../../../test/station-samples";

const SHELVES = [
  shelf({ id: "oat" }),
  shelf({ id: "soy", item: "soy" }),
  shelf({ id: "beans", item: undefined, supply: "beans", unit: "g", per_cup: 9 }),
  shelf({ id: "cup-m", item: undefined, supply: "cup", size: "M", unit: "個", per_cup: 1 }),
  shelf({ id: "cup-l", item: undefined, supply: "cup", size: "L", unit: "個", per_cup: 1 }),
  shelf({ id: "lid", item: undefined, supply: "lid", unit: "個", per_cup: 1 }),
  shelf({ id: "elsewhere", station: "other", supply: "beans", per_cup: 9 }),
];

function used(...given: Parameters<typeof usesOf>): Record<string, number> {
  return Object.fromEntries(usesOf(...given).map((use) => [use.shelf.id, use.amount]));
}

test("a latte takes its milk, its shots, a cup of its size and a lid", () => {
  expect(used(order(), drink(), SHELVES)).toEqual({ oat: 220, beans: 18, "cup-m": 1, lid: 1 });
});

test("milk grows with the cup and is rounded", () => {
  expect(used(order({ size: "S" }), drink(), SHELVES)["oat"]).toBe(165);
  expect(used(order({ size: "L" }), drink(), SHELVES)["oat"]).toBe(286);
  expect(used(order({ size: "L" }), drink({ milk_ml: 55 }), SHELVES)["oat"]).toBe(72);
});

test("where the drink does not say, or milk is counted in bottles, the shelf decides", () => {
  expect(used(order(), undefined, SHELVES)["oat"]).toBe(200);
  const bottles = [shelf({ id: "oat", unit: "瓶", per_cup: 1 })];
  expect(used(order(), drink(), bottles)["oat"]).toBe(1);
});

test("an espresso takes no milk, and an order without coffee no beans", () => {
  const black = order({ milk: undefined, shots: 1, size: "L" });
  expect(used(black, drink({ milk_ml: 0 }), SHELVES)).toEqual({ beans: 9, "cup-l": 1, lid: 1 });
  expect(used(order({ shots: 0 }), drink(), SHELVES)["beans"]).toBeUndefined();
});

test("the order's shots go before the drink's", () => {
  expect(used(order({ shots: undefined }), drink({ shots: 1 }), SHELVES)["beans"]).toBe(9);
  expect(used(order({ shots: 3 }), drink({ shots: 1 }), SHELVES)["beans"]).toBe(27);
});

test("what stands on no shelf is not counted", () => {
  expect(used(order({ milk: "almond", size: "S" }), drink(), SHELVES)).toEqual({
    beans: 18,
    lid: 1,
  });
  expect(used(order(), drink(), [])).toEqual({});
});
