// @vitest-environment node

import { describe, expect, test } from "vitest";

import { FIELD_RULES } from "@/generated/problems";

import { shapeOf } from "./declarations";
import { bodyFaults, valueFault } from "./validate";

function fault(entity: string, field: string, part: unknown): string | undefined {
  return bodyFaults(shapeOf(entity), { [field]: part })[field]?.kind;
}

test.each([
  ["customer", "name", "王小明", undefined],
  ["customer", "name", 5, "type"],
  ["customer", "name", "x".repeat(121), "longest"],
  ["customer", "name", null, "required"],
  ["customer", "phone", null, undefined],
  ["customer", "phone", "02-2771 #12", undefined],
  ["customer", "phone", "二七七一", "form"],
  ["customer", "cylinders", { add: -3 }, undefined],
  ["customer", "cylinders", { add: 2 ** 53 }, "at-most"],
  ["customer", "cylinders", { take: 1 }, "unknown-member"],
  ["customer", "sizes", { add: [16], remove: [4] }, undefined],
  ["customer", "sizes", { add: ["16"] }, "choice"],
  ["customer", "place", { lat: 25.03, lon: 121.5, accuracy: null }, undefined],
  ["customer", "place", { lat: 25.03, lon: 181 }, "at-most"],
  ["customer", "place", { lat: 25.03 }, "missing-member"],
  ["customer", "fax", "02", "unknown"],
  ["item", "kind", "drink", undefined],
  ["item", "kind", "meal", "choice"],
  ["item", "active", "yes", "type"],
  ["route", "day", "2026-11-21", undefined],
  ["route", "day", "2026-11-21\n", "form"],
  ["stop", "sequence", -0.5, "at-least"],
  ["stop", "sequence", Number.POSITIVE_INFINITY, "type"],
  ["stop", "state", [null, "planned"], undefined],
  ["stop", "state", ["planned", "lost"], "choice"],
  ["stop", "state", "planned", "type"],
  ["delivery_order", "lines", [{ item: "i".repeat(22), quantity: 0 }], "at-least"],
  ["delivery", "received_at", 1, "unknown"],
] as const)("%s.%s = %j: %s", (entity, field, part, kind) => {
  expect(fault(entity, field, part)).toBe(kind);
});

describe("texts", () => {
  const text = { type: "string", maxLength: 3 } as const;

  test("are as long as they have characters, not UTF-16 units", () => {
    expect(valueFault(text, "🚚🚚🚚")).toBeNull();
    expect(valueFault(text, "🚚🚚🚚x")?.params).toEqual({ figure: 3 });
  });

  test("hold no NUL and no half character: no hub could read the whole request", () => {
    for (const broken of ["a\0", "🚚".slice(0, 1), "🚚".slice(1)]) {
      expect(valueFault(text, broken)?.kind).toBe("character");
    }
  });
});

test("every fault is one that people are told in their language", () => {
  const broken: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ["customer", { name: 5, phone: "二", place: { lat: 1 }, sizes: { add: [5] }, fax: 1 }],
    ["customer", { name: "x".repeat(121), note: "\0", district: "🚚".slice(1), place: { x: 1 } }],
    ["item", { name: null, kind: "meal", price: 2 ** 40, size: 0 }],
    ["stop", { sequence: -1, state: [null, "a\nb"], window: { start: "9" } }],
  ];
  for (const [entity, body] of broken) {
    const faults = bodyFaults(shapeOf(entity), body);
    expect(Object.keys(faults)).toEqual(Object.keys(body));
    for (const { text } of Object.values(faults)) {
      const rule = FIELD_RULES.find(({ pattern }) =>
        new RegExp(`^(?:${pattern})$`, "s").test(text),
      );
      expect(rule, text).toBeDefined();
    }
  }
});
