import { expect, test } from "vitest";

import { order } from "../../../test/station-samples";

import { batchOf } from "./batch";

const ids = (batch: ReturnType<typeof batchOf>) => batch?.orders.map((one) => one.id);

test("the same drink with the same milk goes together, the largest batch first", () => {
  const orders = [
    order({ id: "1", milk: "soy" }),
    order({ id: "2" }),
    order({ id: "3", milk: "soy" }),
    order({ id: "4" }),
    order({ id: "5" }),
  ];
  expect(batchOf(orders)).toMatchObject({ by: "drink" });
  expect(ids(batchOf(orders))).toEqual(["2", "4", "5"]);
  expect(ids(batchOf(orders.slice(0, 4)))).toEqual(["1", "3"]);
});

test("where no drink repeats, one jug of milk does", () => {
  const orders = [order({ id: "1", item: "latte" }), order({ id: "2", item: "flat-white" })];
  expect(batchOf(orders)).toMatchObject({ by: "milk" });
});

test("black coffee, a single cup, and more than a jug holds make no batch", () => {
  expect(batchOf([order({ id: "1" })])).toBeNull();
  const black = ["1", "2"].map((id) => order({ id, milk: undefined }));
  expect(batchOf(black)).toBeNull();
  const many = ["1", "2", "3", "4", "5", "6"].map((id) => order({ id }));
  expect(ids(batchOf(many))).toEqual(["1", "2", "3", "4"]);
});
