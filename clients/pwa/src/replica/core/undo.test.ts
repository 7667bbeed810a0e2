// @vitest-environment node

import { describe, expect, test } from "vitest";

import { ActBuilder, textOf } from "./act";
import { add, count, members } from "./changes";
import { shapeOf } from "./declarations";
import { apply } from "./overlay";
import { entry } from "./testing";
import type { Document, Entry, Op } from "./types";
import { resend, seriesToRenew, undo } from "./undo";
import type { Wanted } from "./ops";

const ID = "c".repeat(22);
const KEY = `customer/${ID}`;
const CUSTOMER: Document = {
  id: ID,
  name: "王",
  cylinders: 3,
  deposit: 15,
  sizes: [16],
  _: { v: { office: 2 }, k: { deposit: [10, 5] } },
};
const STOP: Document = { id: ID, state: "planned", sequence: 1, _: { v: { office: 1 } } };

function begun(document: Document | null, n = 2): ActBuilder {
  return new ActBuilder({ dot: ["me", n], makeId: () => "x".repeat(22), shown: () => document });
}

/** What a person did to a record: the outbox's row, and the record after it. */
function done(
  entity: string,
  document: Document,
  changes: Wanted | null,
): [Entry, Document | null] {
  const act = begun(document, 1);
  if (changes === null) act.remove(entity, ID);
  else act.alter(entity, ID, changes);
  const [op] = act.ops as [Op];
  const row = entry("pending", { ops: textOf(act.ops), before: act.before });
  return [row, apply(shapeOf(entity), document, op, ["me", 1])];
}

function undone(entity: string, document: Document, changes: Wanted): Document | null {
  const [row, after] = done(entity, document, changes);
  const act = begun(after);
  undo(act, row);
  return act.ops.reduce((shown, op) => apply(shapeOf(entity), shown, op, ["me", 2]), after);
}

describe("an undo", () => {
  test.each<Wanted>([
    { name: "李", phone: "02" },
    { cylinders: add(-2), deposit: add(5) },
    { cylinders: count(40), deposit: count(0) },
    { sizes: members({ add: [4, 16], remove: [16] }) },
    { sizes: members({ add: [50] }), note: "樓下" },
  ])("leads back from %j", (changes) => {
    const { _: after, ...values } = undone("customer", CUSTOMER, changes) ?? CUSTOMER;
    const { _: before, ...expected } = CUSTOMER;
    expect(values).toEqual(expected);
    expect(after.v).toEqual({ ...before.v, me: 2 });
  });

  test("goes along declared steps only", () => {
    expect(undone("stop", STOP, { state: "delivered" })).toMatchObject({ state: "planned" });
    const [row] = done("stop", STOP, { state: "failed" });
    const elsewhere = begun({ ...STOP, state: "skipped" });
    undo(elsewhere, row);
    expect(elsewhere.ops[0]?.[3]).toEqual({ state: ["skipped", "planned"] });
    const [stepped] = done("stop", { ...STOP, state: "arrived" }, { state: "skipped" });
    const nowhere = begun({ ...STOP, state: "skipped" });
    expect(() => undo(nowhere, stepped)).toThrow("transition/illegal");
  });

  test("of an add takes back the add, whatever others did meanwhile", () => {
    const [row] = done("customer", CUSTOMER, { cylinders: add(2) });
    const act = begun({ ...CUSTOMER, cylinders: 30 });
    undo(act, row);
    expect(act.ops[0]?.[3]).toEqual({ cylinders: { add: -2 } });
  });

  test("of a creation deletes, and of a delete brings back", () => {
    const made = begun(null, 1);
    made.make("customer", { name: "陳" }, ID);
    const act = begun(CUSTOMER);
    undo(act, entry("sent", { ops: textOf(made.ops), before: made.before }));
    expect(act.ops).toEqual([["customer", ID, { office: 2 }, null]]);
    const [row, after] = done("customer", CUSTOMER, null);
    expect(after).toBeNull();
    const back = begun(null);
    undo(back, row);
    expect(back.ops).toEqual([["customer", ID, { office: 2 }, { name: "王" }]]);
  });

  test("takes the last op back first", () => {
    const act = begun(CUSTOMER, 1);
    act.alter("customer", ID, { note: "甲" });
    act.alter("customer", ID, { note: "乙" });
    const back = begun({ ...CUSTOMER, note: "乙" });
    undo(back, entry("sent", { ops: textOf(act.ops), before: act.before }));
    expect(back.ops.map((op) => op[3])).toEqual([{ note: "甲" }, { note: null }]);
  });

  test("needs the content", () => {
    const given = entry("refused", { ops: null });
    expect(() => undo(begun(CUSTOMER), given)).toThrow("record/unknown");
  });
});

describe("a refused act", () => {
  const OTHER = "d".repeat(22);
  const refused = entry("refused", {
    ops: JSON.stringify([
      ["customer", ID, { office: 1 }, { note: "甲", phone: "02" }],
      ["customer", OTHER, { office: 1 }, { note: "乙" }],
    ]),
    detail: ["write/forbidden"],
  });

  test("is taken up again with what it had seen then", () => {
    const act = begun(CUSTOMER);
    resend(act, refused);
    expect(JSON.parse(refused.ops ?? "")).toEqual(act.ops);
  });

  test("may be taken up in part, with edits on top", () => {
    const act = begun(CUSTOMER);
    resend(act, refused, { only: [KEY], edits: { [KEY]: { note: "丙" } } });
    expect(act.ops).toEqual([
      ["customer", ID, { office: 1 }, { phone: "02" }],
      ["customer", ID, { office: 2 }, { note: "丙" }],
    ]);
  });

  test("that was refused in parts is taken up in these", () => {
    const parted = { ...refused, state: "parted" as const };
    const act = begun(CUSTOMER);
    resend(act, { ...parted, detail: [["customer", ID, "phone", "write/forbidden"]] });
    expect(act.ops).toEqual([["customer", ID, { office: 1 }, { phone: "02" }]]);
  });

  test("of a state steps from where the record is now", () => {
    const ops = JSON.stringify([["stop", ID, {}, { state: ["planned", "delivered"] }]]);
    const act = begun({ ...STOP, state: "arrived" });
    resend(act, entry("refused", { ops }));
    expect(act.ops[0]?.[3]).toEqual({ state: ["arrived", "delivered"] });
    const there = begun({ ...STOP, state: "delivered" });
    resend(there, entry("refused", { ops }));
    expect(there.isEmpty).toBe(true);
  });

  test("of a creation gets a fresh number where the old one was refused", () => {
    const body = {
      station: ID,
      drink: "拿鐵",
      number: "W7",
      options: { add: ["外帶"] },
      state: [null, "pending"],
    };
    const ops = JSON.stringify([["drink_order", ID, null, body]]);
    const row = entry("refused", { ops, detail: ["number/used"] });
    expect(seriesToRenew(row)).toEqual(["drink_order.number"]);
    expect(seriesToRenew({ ...row, detail: ["write/forbidden"] })).toEqual([]);
    const act = begun(null);
    const key = `drink_order/${ID}`;
    resend(
      act,
      { ...row, ops: ops.replace('"W7"', "7") },
      { numbers: { "drink_order.number": 42 }, edits: { [key]: { name: "陳" } } },
    );
    expect(act.ops).toEqual([["drink_order", ID, null, { ...body, number: 42, name: "陳" }]]);
  });

  test("of a delete deletes", () => {
    const ops = JSON.stringify([["customer", ID, { office: 1 }, null]]);
    const act = begun(CUSTOMER);
    resend(act, entry("refused", { ops }));
    expect(act.ops).toEqual([["customer", ID, { office: 1 }, null]]);
  });
});
