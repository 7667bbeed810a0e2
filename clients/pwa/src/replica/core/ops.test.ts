// @vitest-environment node

import { describe, expect, test } from "vitest";

import { add, count, members } from "./changes";
import { shapeOf } from "./declarations";
import { createOp, editOp, seenOf } from "./ops";
import { Problem } from "./problem";
import type { Document } from "./types";

const ID = "c".repeat(22);
const OWN = "me";
const [CUSTOMER, STOP, ITEM, MESSAGE] = ["customer", "stop", "item", "message"].map(shapeOf) as [
  ReturnType<typeof shapeOf>,
  ReturnType<typeof shapeOf>,
  ReturnType<typeof shapeOf>,
  ReturnType<typeof shapeOf>,
];

const BASE: Document = {
  id: ID,
  name: "王",
  phone: "02",
  sizes: [16, 20],
  _: { v: { x: 4, me: 9 } },
};

function problemOf(move: () => unknown): { code: string; fields: object } {
  try {
    move();
  } catch (error) {
    if (error instanceof Problem) return { code: error.code, fields: error.fields };
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("a creation", () => {
  test("wraps states, counters and sets, and leaves out what is empty", () => {
    const values = { route: "r".repeat(22), note: null, window: undefined, state: "planned" };
    const body = { route: "r".repeat(22), state: [null, "planned"] };
    expect(createOp(STOP, ID, values)).toEqual(["stop", ID, null, body]);
    const customer = { name: "王", cylinders: add(2), deposit: count(7), sizes: [50, 4, 50] };
    expect(createOp(CUSTOMER, ID, customer)[3]).toEqual({
      name: "王",
      cylinders: { add: 2 },
      deposit: { add: 7 },
      sizes: { add: [4, 50] },
    });
  });

  test("names all fields at fault at once", () => {
    expect(problemOf(() => createOp(ITEM, ID, { name: "茶" }))).toEqual({
      code: "field/required",
      fields: { kind: "required" },
    });
    const values = { price: 1.5, colour: "red", fax: 1 };
    expect(problemOf(() => createOp(ITEM, ID, values))).toEqual({
      code: "mutation/invalid",
      fields: {
        name: "required",
        kind: "required",
        price: "Expected `int`, got `float`",
        colour: "Expected `str` matching regex '^(?:#[0-9a-f]{6})$(?!\\n)'",
        fax: "unknown",
      },
    });
  });

  test("leaves the hub's own fields to the hub", () => {
    const values = { author: ID, text: "x", received_at: 1 };
    expect(problemOf(() => createOp(MESSAGE, ID, values)).fields).toEqual({
      received_at: "unknown",
    });
  });
});

describe("an edit", () => {
  test("names what the writer saw, its own writes implied", () => {
    const op = editOp(CUSTOMER, BASE, { phone: null, note: "樓下" }, OWN);
    expect(op).toEqual(["customer", ID, { x: 4 }, { phone: null, note: "樓下" }]);
    expect(seenOf({ id: ID, _: { v: { a: 1, me: 3 } } }, OWN)).toEqual({ a: 1 });
  });

  test("leaves out what changes nothing", () => {
    const same = { phone: "02", note: null, name: undefined, sizes: [20, 16], cylinders: add(0) };
    expect(editOp(CUSTOMER, BASE, same, OWN)[3]).toEqual({});
    const place = { lat: 25, lon: 121 };
    const known: Document = { ...BASE, place };
    expect(editOp(CUSTOMER, known, { place: { lon: 121, lat: 25 } }, OWN)[3]).toEqual({});
  });

  test("writes an equal value where the field is in conflict: it closes it", () => {
    const c = { phone: [["02", ["a", 1], 1, "p"] as const] };
    const document: Document = { ...BASE, _: { v: { a: 1 }, c } };
    expect(editOp(CUSTOMER, document, { phone: "02" }, OWN)[3]).toEqual({ phone: "02" });
  });

  test("of a state is a step from what the screen shows", () => {
    const planned: Document = { id: ID, state: "planned", _: { v: {} } };
    const body = { state: ["planned", "arrived"] };
    expect(editOp(STOP, planned, { state: "arrived" }, OWN)[3]).toEqual(body);
    expect(editOp(STOP, planned, { state: "planned" }, OWN)[3]).toEqual({});
    const skipped: Document = { ...planned, state: "skipped" };
    const { code } = problemOf(() => editOp(STOP, skipped, { state: "delivered" }, OWN));
    expect(code).toBe("transition/illegal");
  });

  test("of a counter counts the figure less the sum on the screen", () => {
    const k = { cylinders: [5, 3] as const };
    const document: Document = { id: ID, cylinders: 8, _: { v: {}, k } };
    const body = editOp(CUSTOMER, document, { cylinders: count(37) }, OWN)[3];
    expect(body).toEqual({ cylinders: { count: 32 } });
    const { fields } = problemOf(() => editOp(CUSTOMER, document, { cylinders: 5 }, OWN));
    expect(fields).toEqual({ cylinders: "a counter is added to or counted" });
    const broken = problemOf(() => editOp(CUSTOMER, document, { cylinders: add(0.5) }, OWN));
    expect(broken.code).toBe("mutation/invalid");
  });

  test("of a set is the difference, or what joins and leaves", () => {
    const whole = editOp(CUSTOMER, BASE, { sizes: [20, 50] }, OWN)[3];
    expect(whole).toEqual({ sizes: { add: [50], remove: [16] } });
    const joined = editOp(CUSTOMER, BASE, { sizes: members({ add: [50, 4] }) }, OWN)[3];
    expect(joined).toEqual({ sizes: { add: [4, 50] } });
  });

  test("never empties what is required", () => {
    for (const [shape, name] of [
      [CUSTOMER, "name"],
      [STOP, "state"],
    ] as const) {
      expect(problemOf(() => editOp(shape, BASE, { [name]: null }, OWN))).toEqual({
        code: "field/required",
        fields: { [name]: "required" },
      });
    }
  });

  test("takes no number that is none for an empty field", () => {
    const { fields } = problemOf(() => editOp(ITEM, BASE, { deposit: Number.NaN }, OWN));
    expect(fields).toEqual({ deposit: "Expected `int`, got `float`" });
  });
});
