import { expect, test } from "vitest";

import type { Doc } from "@/generated/entities";

import { cameAt, threadOf } from "./threads";

function message(given: Partial<Doc<"message">>): Doc<"message"> {
  return { id: "m", _: { v: {} }, author: "mei", text: "好", ...given };
}

test.each([
  [{ broadcast: true, from_station: "b" }, "all"],
  [{ from_station: "a", to_station: "b" }, "b"],
  [{ from_station: "b", to_station: "a" }, "b"],
  [{ from_station: "a", to_station: "a" }, "own"],
  [{ from_station: "a", to_person: "boss" }, "desk"],
  [{ to_station: "a" }, "desk"],
  [{ from_station: "b", to_station: "c" }, null],
  [{ to_route: "r" }, null],
])("at station a, %o belongs to %s", (given, thread) => {
  expect(threadOf(message(given), "a")).toBe(thread);
});

test("a message came when the hub had it, or was written if it is still here", () => {
  expect(cameAt(message({ sent_at: 1, received_at: 9 }))).toBe(9);
  expect(cameAt(message({ sent_at: 1 }))).toBe(1);
});
