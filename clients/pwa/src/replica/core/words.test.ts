// @vitest-environment node

import { expect, test } from "vitest";

import { entry, NOW } from "./testing";
import type { State } from "./types";
import { lineOf, wordOf } from "./words";

test.each<[State, string]>([
  ["pending", "waiting"],
  ["sent", "sent"],
  ["merged", "received"],
  ["conflict", "received"],
  ["parted", "needs-you"],
  ["refused", "needs-you"],
])("%s is %s", (state, word) => {
  expect(wordOf({ state, resolved: false })).toBe(word);
});

test("what a person has dealt with needs nobody any more", () => {
  expect(wordOf({ state: "refused", resolved: true })).toBe("received");
});

test("a line says what was done, and why a part of it was not", () => {
  const ops = [["item", "i", {}, { price: 1 }]];
  const plain = lineOf(entry("pending"));
  expect(plain).toEqual({
    seq: 1,
    actor: "actor",
    madeAt: NOW,
    word: "waiting",
    ops,
    conflicts: [],
    parts: [],
  });
  const facts = { field: "state", from: "a", to: "b" };
  const refused = lineOf(entry("refused", { detail: ["transition/illegal", {}, facts] }));
  expect(refused.problem).toEqual({ code: "transition/illegal", fields: {}, params: facts });
  const parts = [["item", "i", "price", "write/forbidden"]];
  const parted = lineOf(entry("parted", { detail: parts }));
  expect([parted.problem?.code, parted.parts]).toEqual(["write/forbidden", parts]);
  const conflicts = [["item", "i", "price"]];
  expect(lineOf(entry("conflict", { detail: conflicts })).conflicts).toEqual(conflicts);
  expect(lineOf(entry("refused", { ops: null, resolved: true })).ops).toEqual([]);
});
