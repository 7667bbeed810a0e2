// @vitest-environment node
import { expect, test } from "vitest";

import { NOT_DRAFTS, readFilters, STATES, writeFilters } from "./filters";

test("an empty address is today without drafts", () => {
  const filters = readFilters(new URLSearchParams());
  expect(filters).toMatchObject({ day: "today", states: NOT_DRAFTS, text: "", sorting: null });
  expect(writeFilters(new URLSearchParams(), {}).toString()).toBe("");
});

test("what is chosen stands in the address and comes back from it", () => {
  const params = writeFilters(new URLSearchParams("new=1"), {
    day: "2026-11-20",
    states: ["failed", "cancelled"],
    payments: ["monthly"],
    district: "大安區",
    text: " 王太太 ",
    sorting: { by: "total", descending: true },
  });
  expect(params.get("new")).toBe("1");
  expect(params.get("q")).toBe("王太太");
  expect(params.get("sort")).toBe("-total");
  expect(readFilters(params)).toMatchObject({
    day: "2026-11-20",
    states: ["failed", "cancelled"],
    payments: ["monthly"],
    district: "大安區",
    sorting: { by: "total", descending: true },
  });
});

test("every state is not the same as no state said", () => {
  const params = writeFilters(new URLSearchParams(), { states: STATES });
  expect(params.get("state")).toBe("all");
  expect(readFilters(params).states).toEqual(STATES);
});

test("what an address makes up is as if it were not there", () => {
  const filters = readFilters(new URLSearchParams("day=yesterday&state=lost&payment=gold"));
  expect(filters).toMatchObject({ day: "today", states: NOT_DRAFTS, payments: [] });
});
