// @vitest-environment node

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { add, count, members } from "./changes";
import { shapeOf } from "./declarations";
import { acceptOp, createOp, deleteOp, editOp, type Wanted } from "./ops";
import { apply, isDelete, type Own, view } from "./overlay";
import type { Document, Op } from "./types";

const ID = "c".repeat(22);
const OWN = "me";
const CUSTOMER = shapeOf("customer");

const BASE: Document = {
  id: ID,
  name: "王",
  cylinders: 3,
  deposit: 50,
  sizes: [16, 20],
  _: { v: { office: 2 }, k: { deposit: [0, 50] } },
};

/** What a person may do to a customer at once. */
const sizes = fc.uniqueArray(fc.constantFrom(4, 10, 16, 20, 50), { maxLength: 3 });
const amounts = fc.oneof(
  fc.integer({ min: -9, max: 9 }).map(add),
  fc.integer({ min: 0, max: 30 }).map(count),
);
const edits: fc.Arbitrary<Wanted> = fc.record(
  {
    name: fc.constantFrom("甲", "乙"),
    note: fc.constantFrom("甲", "乙", null),
    cylinders: amounts,
    deposit: amounts,
    sizes: fc.record({ add: sizes, remove: sizes }).map(members),
  },
  { requiredKeys: [] },
);

/** The ops of several edits, each against what the screen showed then. */
function history(base: Document, all: readonly Wanted[]): Own[] {
  const ops: Own[] = [];
  for (const changes of all) {
    const shown = view("customer", base, ops);
    if (shown !== null) ops.push([editOp(CUSTOMER, shown, changes, OWN), [OWN, ops.length + 1]]);
  }
  return ops;
}

describe("laws", () => {
  const histories = fc.array(edits, { maxLength: 8 });

  test("without own ops the screen shows the base itself", () => {
    expect(view("customer", BASE, [])).toBe(BASE);
    expect(view("customer", null, [])).toBeNull();
  });

  test("ops that the base covers are in it already", () => {
    fc.assert(
      fc.property(histories, (all) => {
        const ops = history(BASE, all);
        const newer: Document = { ...BASE, _: { ...BASE._, v: { office: 2, me: all.length } } };
        expect(view("customer", newer, ops)).toBe(newer);
      }),
    );
  });

  test("the view is one op on top of the other, and changes nothing that was handed in", () => {
    fc.assert(
      fc.property(histories, (all) => {
        const ops = history(BASE, all);
        const before = structuredClone([BASE, ops]);
        const shown = ops.reduce<Document | null>(
          (document, [op, dot]) => apply(CUSTOMER, document, op, dot),
          BASE,
        );
        expect(view("customer", BASE, ops)).toEqual(shown);
        expect([BASE, ops]).toEqual(before);
      }),
    );
  });

  test("each op yields when the base covers its dot", () => {
    fc.assert(
      fc.property(histories, fc.nat(8), (all, reached) => {
        const ops = history(BASE, all);
        const newer = view("customer", BASE, ops.slice(0, reached));
        expect(view("customer", newer, ops)).toEqual(view("customer", BASE, ops));
      }),
    );
  });

  test("a counter is its adds and the last count on top of them", () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 9 }), (all) => {
        const changes = all.map((cylinders) => ({ cylinders }));
        const expected = all.reduce(
          (sum, one) => ("amount" in one ? sum + one.amount : one.figure),
          3,
        );
        expect(view("customer", BASE, history(BASE, changes))?.["cylinders"]).toBe(expected);
      }),
    );
  });
});

describe("presence", () => {
  const gone: Own = [deleteOp(CUSTOMER, BASE, OWN), [OWN, 1]];

  test("a creation fills in defaults and unwraps", () => {
    const op = createOp(CUSTOMER, ID, { name: "王", cylinders: 2, sizes: [50, 4, 16] });
    expect(view("customer", null, [[op, [OWN, 1]]])).toEqual({
      id: ID,
      name: "王",
      cylinders: 2,
      deposit: 0,
      sizes: [16, 4, 50],
      _: { v: { me: 1 } },
    });
  });

  test("a creation of what is there leaves it", () => {
    const op = createOp(CUSTOMER, ID, { name: "李" });
    expect(apply(CUSTOMER, BASE, op, [OWN, 1])).toBe(BASE);
    expect(view("customer", BASE, [[op, [OWN, 1]]])).toBe(BASE);
  });

  test("an edit of what is not here stays off the screen", () => {
    expect(
      view("customer", null, [
        [
          ["customer", ID, {}, { name: "李" }],
          [OWN, 1],
        ],
      ]),
    ).toBeNull();
  });

  test("a delete hides, and a later edit brings back what was there", () => {
    expect(isDelete(gone[0])).toBe(true);
    expect(view("customer", BASE, [gone])).toBeNull();
    const back: Own = [
      ["customer", ID, {}, { name: "李" }],
      [OWN, 2],
    ];
    const shown = view("customer", BASE, [gone, back]);
    expect(shown).toMatchObject({ name: "李", cylinders: 3 });
    expect(BASE["name"]).toBe("王");
  });

  test("a delete after edits hides them, and an edit brings them back, too", () => {
    const first: Own = [
      ["customer", ID, {}, { note: "甲" }],
      [OWN, 1],
    ];
    const away: Own = [
      ["customer", ID, {}, null],
      [OWN, 2],
    ];
    const back: Own = [
      ["customer", ID, {}, { name: "李" }],
      [OWN, 3],
    ];
    expect(view("customer", BASE, [first, away])).toBeNull();
    const shown = view("customer", BASE, [first, away, back]);
    expect(shown).toMatchObject({ name: "李", note: "甲" });
  });

  test("a field that is declared no more is passed over", () => {
    const op: Op = ["customer", ID, {}, { fax: "02", note: "甲" }];
    const shown = view("customer", BASE, [[op, [OWN, 1]]]);
    expect(shown).toMatchObject({ note: "甲" });
    expect(shown).not.toHaveProperty("fax");
  });
});

describe("fields", () => {
  test("a first value stays", () => {
    const delivery = shapeOf("delivery");
    const op: Op = ["delivery", ID, {}, { signature: "B", recipient: "王" }];
    const signed: Document = { id: ID, signature: "A", _: { v: { x: 1 } } };
    const shown = apply(delivery, signed, op, [OWN, 1]);
    expect(shown).toMatchObject({ signature: "A", recipient: "王" });
    const open: Document = { id: ID, _: { v: { x: 1 } } };
    expect(apply(delivery, open, op, [OWN, 1])).toMatchObject({ signature: "B" });
  });

  test("accepting shows the named sibling and closes the conflict", () => {
    const siblings = [
      ["乙", ["b", 2], 9, "p"],
      ["甲", ["a", 1], 8, "q"],
    ] as const;
    const base: Document = {
      id: ID,
      note: "乙",
      _: { v: { a: 1, b: 2 }, c: { note: siblings, phone: siblings } },
    };
    const op = acceptOp(CUSTOMER, base, { note: ["a", 1] }, OWN);
    expect(op).toEqual(["customer", ID, { a: 1, b: 2 }, {}, { note: ["a", 1] }]);
    const shown = apply(CUSTOMER, base, op, [OWN, 1]);
    expect(shown).toMatchObject({ note: "甲", _: { c: { phone: siblings } } });
    expect(shown?._.c).not.toHaveProperty("note");
    expect(() => acceptOp(CUSTOMER, base, { note: ["z", 1] }, OWN)).toThrow("accept/unknown");
  });

  test("accepting a count takes its offset", () => {
    const siblings = [
      [5, ["b", 2], 9, "p"],
      [7, ["a", 1], 8, "q"],
    ] as const;
    const meta = { v: { a: 1, b: 2 }, k: { deposit: [10, 5] as const }, c: { deposit: siblings } };
    const base: Document = { id: ID, deposit: 15, _: meta };
    const op = acceptOp(CUSTOMER, base, { deposit: ["a", 1] }, OWN);
    const shown = apply(CUSTOMER, base, op, [OWN, 1]);
    expect(shown).toMatchObject({ deposit: 17, _: { k: { deposit: [10, 7] } } });
    expect(shown?._.c).toBeUndefined();
  });
});
