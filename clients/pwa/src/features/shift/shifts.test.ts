import { expect, test } from "vitest";

import { type Shift, shiftState } from "./useShifts";

const HOUR = 3_600_000;

function shift(given: Partial<Shift> = {}): Shift {
  return {
    id: "s",
    _: { v: {} },
    station: "a",
    person: "mei",
    starts_at: 9 * HOUR,
    ends_at: 17 * HOUR,
    ...given,
  };
}

test.each([
  ["before it begins", shift(), 8 * HOUR, "to-come"],
  ["begun without a check-in", shift(), 10 * HOUR, "missing"],
  ["checked in early", shift({ checked_in_at: 8 * HOUR }), 8 * HOUR, "here"],
  ["staying longer", shift({ checked_in_at: 9 * HOUR }), 18 * HOUR, "here"],
  ["left early", shift({ checked_in_at: 9 * HOUR, checked_out_at: 12 * HOUR }), 13 * HOUR, "over"],
  ["never came", shift(), 18 * HOUR, "over"],
])("%s", (_, given, now, state) => {
  expect(shiftState(given, now)).toBe(state);
});
