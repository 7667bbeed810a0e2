import { expect, test } from "vitest";

import { order } from "../../../test/station-samples";

import { claimsOf } from "./claims";

const side = (value: unknown, actor: string) => [value, [actor, 1] as const, 0, actor] as const;

const contested = (c: Record<string, readonly ReturnType<typeof side>[]>) =>
  claimsOf(order({ _: { v: {}, c } }));

test("two who claimed one cup are named, each once", () => {
  expect(contested({ barista: [side("mei", "a"), side("hua", "b"), side("mei", "c")] })).toEqual({
    of: "people",
    ids: ["mei", "hua"],
  });
});

test("two who took it further are its authors", () => {
  const state = [side("completed", "mei"), side("in_progress", "hua")];
  expect(contested({ state })).toEqual({ of: "people", ids: ["mei", "hua"] });
});

test("an order at two stations names them, whoever makes it", () => {
  const conflict = { station: [side("a", "mei"), side("b", "hua")], barista: [side("x", "mei")] };
  expect(contested(conflict)).toEqual({ of: "station", ids: ["a", "b"] });
});

test("other fields name who wrote them", () => {
  expect(contested({ note: [side("少冰", "mei"), side("去冰", "hua")] })).toEqual({
    of: "other",
    ids: ["mei", "hua"],
  });
});
