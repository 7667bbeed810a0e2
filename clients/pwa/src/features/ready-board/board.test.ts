import { expect, test } from "vitest";

import { order } from "../../../test/station-samples";

import { callName } from "./callName";
import { guestBoard } from "./guests";

test.each([
  ["美玲", "美玲"],
  ["Lin Wei-ting", "Lin"],
  ["  ", null],
  [undefined, null],
  ["0912 345 678", null],
  ["王 0912345678", null],
  ["歐陽菲菲愛喝咖啡", "歐陽菲菲愛…"],
  ["Bartholomew-James", "Bartholomew…"],
])("%s is called %s", (name, called) => {
  expect(callName(name)).toBe(called);
});

test("what is new stands first, and what nobody fetched disappears", () => {
  const now = 100 * 60_000;
  const ready = (id: string, completed_at: number) =>
    order({ id, state: "completed", completed_at });
  const board = guestBoard(
    [
      ready("cold", 10 * 60_000),
      ready("older", now - 120_000),
      ready("newer", now - 60_000),
      order({ id: "second", state: "in_progress", placed_at: 2 }),
      order({ id: "first", state: "in_progress", placed_at: 1 }),
      order({ id: "queued" }),
    ],
    now,
  );
  expect(board.ready.map((one) => one.id)).toEqual(["newer", "older"]);
  expect(board.making.map((one) => one.id)).toEqual(["first", "second"]);
});
