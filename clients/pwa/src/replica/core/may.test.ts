// @vitest-environment node

import { expect, test } from "vitest";

import { may } from "./may";

const ME = "p".repeat(22);
const mine = { actor: ME, record: { person: ME, author: ME } };
const others = { actor: ME, record: { person: "q".repeat(22), author: "q".repeat(22) } };

test("a permit without fields grants all, one with fields these", () => {
  expect(may("customer", "dispatcher", "edit", "name")).toBe(true);
  expect(may("customer", "driver", "edit", "name")).toBe(false);
  expect(may("customer", "driver", "edit", "note")).toBe(true);
  expect(may("customer", "driver", "edit")).toBe(true);
  expect(may("customer", "barista", "edit")).toBe(false);
});

test("making and deleting needs the whole record", () => {
  expect(may("customer", "dispatcher", "create")).toBe(true);
  expect(may("customer", "driver", "create")).toBe(false);
  expect(may("drink_order", "barista", "create")).toBe(true);
  expect(may("drink_order", "barista", "delete")).toBe(false);
});

test("what is granted for one's own records is not for others'", () => {
  expect(may("schedule", "barista", "edit", "checked_in_at", mine)).toBe(true);
  expect(may("schedule", "barista", "edit", "checked_in_at", others)).toBe(false);
  expect(may("schedule", "barista", "edit", "checked_in_at")).toBe(true);
  expect(may("schedule", "organiser", "edit", "note", others)).toBe(true);
  expect(may("message", "barista", "create", undefined, others)).toBe(false);
});
