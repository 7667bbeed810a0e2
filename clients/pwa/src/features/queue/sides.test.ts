import { expect, test } from "vitest";

import { order } from "../../../test/station-samples";
import { sidesOf } from "./sides";

test("each person's side is one choice, and its times are not read out", () => {
  const contested = order({
    _: {
      v: {},
      c: {
        barista: [
          ["mei", ["a", 1], 10, "mei"],
          ["hua", ["b", 4], 12, "hua"],
        ],
        started_at: [
          [1_000, ["a", 1], 10, "mei"],
          [1_200, ["b", 5], 14, "hua"],
        ],
      },
    },
  });
  expect(sidesOf(contested)).toEqual([
    {
      actor: "mei",
      stamp: 10,
      choices: { barista: ["a", 1], started_at: ["a", 1] },
      says: [["barista", "mei"]],
    },
    {
      actor: "hua",
      stamp: 14,
      choices: { barista: ["b", 4], started_at: ["b", 5] },
      says: [["barista", "hua"]],
    },
  ]);
  expect(sidesOf(order())).toEqual([]);
});
