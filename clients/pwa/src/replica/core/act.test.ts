// @vitest-environment node

import { describe, expect, test } from "vitest";

import type { Doc } from "@/generated/entities";

import { ActBuilder, standing, textOf } from "./act";
import { add, count, members } from "./changes";
import { shapeOf } from "./declarations";
import { SLICE_BYTES } from "./slice";
import type { Document, Op } from "./types";

const ID = "c".repeat(22);
const MADE = "m".repeat(22);
const BASE: Doc<"customer"> = {
  id: ID,
  name: "王",
  cylinders: 3,
  deposit: 15,
  sizes: [16],
  _: { v: { office: 2, me: 1 }, k: { deposit: [10, 5] } },
};

function begun(shown?: (entity: string, id: string) => Document | null): ActBuilder {
  return new ActBuilder({ dot: ["me", 7], makeId: () => MADE, ...(shown && { shown }) });
}

describe("an act", () => {
  test("makes records under new ids, or given ones", () => {
    const act = begun();
    expect(act.isEmpty).toBe(true);
    expect(act.create("customer", { name: "陳" })).toBe(MADE);
    expect(act.create("customer", { name: "李" }, ID)).toBe(ID);
    expect(act.ops.map((op) => op[1])).toEqual([MADE, ID]);
    expect(act.before).toEqual([null, null]);
  });

  test("shows each op what the ones before it did", () => {
    const act = begun();
    act.edit("customer", BASE, { cylinders: add(2), note: "樓下" });
    act.edit("customer", BASE, { cylinders: count(10) });
    const seen = { office: 2 };
    expect(act.ops).toEqual([
      ["customer", ID, seen, { cylinders: { add: 2 }, note: "樓下" }],
      ["customer", ID, seen, { cylinders: { count: 5 } }],
    ]);
    expect(act.before).toEqual([{ cylinders: 0, note: null }, { cylinders: 0 }]);
    expect(act.document("customer", ID)).toMatchObject({ cylinders: 10, note: "樓下" });
    act.delete("customer", BASE);
    expect(() => act.edit("customer", BASE, { note: "x" })).toThrow("record/unknown");
  });

  test("leaves out what changes nothing", () => {
    const act = begun();
    act.edit("customer", BASE, { name: "王", sizes: members({}) });
    expect(act.isEmpty).toBe(true);
    expect(() => textOf(act.ops)).toThrow("mutation/invalid");
  });

  test("refuses what the declaration refuses, and keeps nothing of it", () => {
    const act = begun();
    expect(() => act.edit("customer", BASE, { phone: "二" })).toThrow("mutation/invalid");
    expect(() => act.create("customer", { name: "x".repeat(121) })).toThrow("name");
    expect(() => act.put(["customer", ID, {}, { name: 5 }])).toThrow("mutation/invalid");
    expect(() => act.put(["unheard", ID, {}, {}])).toThrow("mutation/invalid");
    expect(act.isEmpty).toBe(true);
  });

  test("finds records that are named by id alone", () => {
    const act = begun((_, id) => (id === ID ? { ...BASE } : null));
    act.alter("customer", ID, { note: "x" });
    expect(act.ops).toHaveLength(1);
    expect(() => act.remove("customer", MADE)).toThrow("record/unknown");
  });

  test("accepts siblings", () => {
    const act = begun();
    const c = { note: [["甲", ["a", 1], 8, "q"]] as const };
    act.accept("customer", { ...BASE, _: { v: { a: 1 }, c } }, { note: ["a", 1] });
    expect(act.ops).toEqual([["customer", ID, { a: 1 }, {}, { note: ["a", 1] }]]);
    expect(act.before).toEqual([{ note: null }]);
  });

  test("has a bounded text", () => {
    const op: Op = ["message", ID, null, { text: "瓦".repeat(SLICE_BYTES / 3) }];
    expect(() => textOf([op])).toThrow("mutation/limits");
    expect(textOf([["item", ID, {}, { price: 1 }]])).toBe(`[["item","${ID}",{},{"price":1}]]`);
  });
});

test("an undo must know the fields as they stood; of a counter, its offset", () => {
  const shape = shapeOf("customer");
  const document: Document = { ...BASE };
  const op: Op = ["customer", ID, {}, { name: "李", deposit: { count: 3 }, sizes: { add: [4] } }];
  expect(standing(shape, op, document)).toEqual({ name: "王", deposit: 5, sizes: [16] });
  expect(standing(shape, ["customer", ID, {}, null], document)).toEqual({ name: "王" });
  expect(standing(shape, ["customer", ID, null, {}], document)).toBeNull();
  const delivery: Document = {
    id: ID,
    stop: MADE,
    signature: "A",
    outcome: "failed",
    _: { v: {} },
  };
  expect(standing(shapeOf("delivery"), ["delivery", ID, {}, null], delivery)).toEqual({
    outcome: "failed",
  });
});
