import { expect, test } from "vitest";

import { shelf } from "../../../test/station-samples";
import { alongTheShelves, cupsLeft, levelOf, measure } from "./shelf";

test("a shelf is low at its threshold and out at nothing", () => {
  expect(levelOf(shelf({ stock: 2001 }))).toBe("enough");
  expect(levelOf(shelf({ stock: 2000 }))).toBe("low");
  expect(levelOf(shelf({ stock: 0 }))).toBe("out");
  expect(levelOf(shelf({ stock: -3 }))).toBe("out");
});

test("what is left is said in whole cups, never fewer than none", () => {
  expect(cupsLeft(shelf({ stock: 1999, per_cup: 200 }))).toBe(9);
  expect(cupsLeft(shelf({ stock: -5 }))).toBe(0);
  expect(cupsLeft(shelf({ supply: "other" }))).toBeNull();
});

test("grams and millilitres are said in the large unit, pieces as they are", () => {
  expect(measure(shelf({ stock: 12_437 }))).toEqual({ figure: 12.4, unit: "l", per: 1000 });
  expect(measure(shelf({ unit: "g", stock: 4_500 })).figure).toBe(4.5);
  expect(measure(shelf({ unit: "個", stock: 330 }))).toEqual({ figure: 330, unit: "個", per: 1 });
});

test("shelves stand in the order in which one walks along them", () => {
  const lid = shelf({ id: "lid", supply: "lid" });
  const large = shelf({ id: "large", supply: "cup", size: "L" });
  const small = shelf({ id: "small", supply: "cup", size: "S" });
  const milk = shelf({ id: "milk" });
  const sorted = [lid, large, small, milk].sort(alongTheShelves);
  expect(sorted.map((one) => one.id)).toEqual(["milk", "small", "large", "lid"]);
});
