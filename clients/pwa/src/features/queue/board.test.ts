import { expect, test } from "vitest";

import { order } from "../../../test/station-samples";

import { boardOf, groupsOf } from "./board";

test("orders stand in their columns, oldest first, and leave when they are handed out", () => {
  const board = boardOf([
    order({ id: "new", placed_at: 20 }),
    order({ id: "old", placed_at: 10 }),
    order({ id: "making", state: "in_progress" }),
    order({ id: "later", state: "completed", completed_at: 9, placed_at: 1 }),
    order({ id: "sooner", state: "completed", completed_at: 5, placed_at: 2 }),
    order({ id: "gone", state: "picked_up" }),
    order({ id: "never", state: "cancelled" }),
  ]);
  const ids = Object.values(board).map((column) => column.map((one) => one.id));
  expect(ids).toEqual([["old", "new"], ["making"], ["sooner", "later"]]);
});

test("a group's progress counts what was handed out, and forgets what was cancelled", () => {
  const groups = groupsOf([
    order({ group: "K7Q", state: "pending" }),
    order({ group: "K7Q", state: "completed" }),
    order({ group: "K7Q", state: "picked_up" }),
    order({ group: "K7Q", state: "cancelled" }),
    order({ group: undefined, state: "completed" }),
  ]);
  expect([...groups]).toEqual([["K7Q", { ready: 2, total: 3 }]]);
});
