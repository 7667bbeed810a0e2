import type { Doc } from "@/generated/entities";

/** Records for tests of the station, with what a test does not say filled in plausibly. */

const NEW = { v: { device: 1 } };

export const STATION = "AZqTrVQeexmNfbdx7zWUIA";

/** A drink of the menu; a latte unless said otherwise. */
export function drink(given: Partial<Doc<"item">> = {}): Doc<"item"> {
  return {
    id: "latte",
    _: NEW,
    name: "拿鐵",
    name_en: "Latte",
    kind: "drink",
    price: 120,
    active: true,
    shots: 2,
    milk_ml: 220,
    ...given,
  };
}

/** An order to make: a latte with oat milk, number 47. */
export function order(given: Partial<Doc<"drink_order">> = {}): Doc<"drink_order"> {
  return {
    id: "order",
    _: NEW,
    number: 47,
    station: STATION,
    item: "latte",
    drink: "拿鐵",
    size: "M",
    milk: "oat",
    shots: 2,
    placed_at: 0,
    state: "pending",
    ...given,
  };
}

/** A shelf of oat milk, counted in millilitres. */
export function shelf(given: Partial<Doc<"inventory_item">> = {}): Doc<"inventory_item"> {
  return {
    id: "shelf",
    _: NEW,
    station: STATION,
    item: "oat",
    name: "燕麥奶",
    supply: "milk",
    unit: "ml",
    per_cup: 200,
    pack: 1000,
    threshold: 2000,
    stock: 5000,
    ...given,
  };
}
