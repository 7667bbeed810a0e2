import { expect, test } from "vitest";

import { drink } from "../../../test/station-samples";

import { whereElse } from "./elsewhere";
import { byPopularity } from "./popularity";
import { BLANK, missing, NO_MILK, orderOf } from "./ticket";

const PLACING = { station: "a", number: 53, at: 1_000 };

test("drink and milk make an order; everything else has its usual", () => {
  const ticket = { ...BLANK, drink: "latte", milk: "oat" };
  expect(missing(ticket, drink())).toBeNull();
  expect(orderOf(ticket, drink(), PLACING)).toEqual({
    number: 53,
    station: "a",
    item: "latte",
    drink: "拿鐵",
    size: "M",
    milk: "oat",
    shots: 2,
    name: null,
    phone: null,
    note: null,
    group: null,
    placed_at: 1_000,
  });
});

test("what is missing is asked for, in order; black coffee asks for no milk", () => {
  expect(missing(BLANK, undefined)).toBe("drink");
  expect(missing({ ...BLANK, drink: "latte" }, drink())).toBe("milk");
  expect(missing({ ...BLANK, drink: "americano" }, drink({ milk_ml: 0 }))).toBeNull();
  expect(missing({ ...BLANK, typed: "  ", milk: "oat" }, undefined)).toBe("drink");
});

test("a milk that was chosen before a black coffee does not go into it", () => {
  const ticket = { ...BLANK, drink: "americano", milk: "oat" };
  expect(orderOf(ticket, drink({ milk_ml: 0 }), PLACING).milk).toBeNull();
  expect(orderOf({ ...BLANK, milk: NO_MILK }, drink(), PLACING).milk).toBeNull();
});

test("what is typed becomes the drink, codes are capitals, blanks are nothing", () => {
  const ticket = { ...BLANK, typed: " 熱檸檬 ", milk: NO_MILK, group: "k7q", name: "  " };
  expect(orderOf(ticket, undefined, { ...PLACING, number: null })).toMatchObject({
    number: null,
    item: null,
    drink: "熱檸檬",
    group: "K7Q",
    name: null,
    shots: 0,
  });
});

test("drinks stand by how often they were asked for here, else as on the menu", () => {
  const drinks = ["a", "b", "c"].map((id) => drink({ id }));
  const milks = ["whole", "oat"].map((id) => drink({ id, kind: "milk" }));
  const asked = ["c", "c", "b"].map((item) => ({ item, milk: "oat" }));
  const found = byPopularity({ drinks, milks }, asked);
  expect(found.drinks.map((one) => one.id)).toEqual(["c", "b", "a"]);
  expect(found.milks.map((one) => one.id)).toEqual(["oat", "whole"]);
  expect(found.first).toBe("c");
  expect(byPopularity({ drinks, milks }, []).first).toBeNull();
});

test("what is sold out here is offered where it is served", () => {
  const at = (id: string, given: object) => ({
    id,
    _: { v: {} },
    name: id,
    paused: false,
    soon_after: 3,
    late_after: 6,
    ...given,
  });
  const stations = [
    at("a", {}),
    at("b", { paused: true }),
    at("c", { sold_out: ["x"] }),
    at("d", {}),
  ];
  expect(whereElse("x", "a", stations)?.id).toBe("d");
  expect(whereElse("x", "a", stations.slice(0, 3))).toBeNull();
});
