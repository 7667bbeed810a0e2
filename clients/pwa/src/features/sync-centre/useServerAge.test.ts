import { expect, test } from "vitest";

import { PROTOCOL, SCHEMA } from "@/replica/core/declarations";

import { ageOf } from "./useServerAge";

const SAME = { protocol: PROTOCOL, schema: SCHEMA, oldest_schema: SCHEMA };

test("a server fits, is newer, or is older", () => {
  expect(ageOf(SAME)).toBeNull();
  expect(ageOf({ ...SAME, schema: SCHEMA + 3 })).toBeNull();
  expect(ageOf({ ...SAME, protocol: PROTOCOL + 1 })).toBe("newer");
  expect(ageOf({ ...SAME, schema: SCHEMA + 3, oldest_schema: SCHEMA + 1 })).toBe("newer");
  expect(ageOf({ ...SAME, protocol: PROTOCOL - 1 })).toBe("older");
  expect(ageOf({ ...SAME, schema: SCHEMA - 1, oldest_schema: SCHEMA - 1 })).toBe("older");
});
