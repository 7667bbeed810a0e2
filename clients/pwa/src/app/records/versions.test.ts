// @vitest-environment node
import { expect, test } from "vitest";

import { canGoBack, declared, isFreeText } from "./declared";
import { enteredAt, type Revision, valueBefore, versionsOf } from "./versions";

const revision = (
  n: number,
  fields: Revision["fields"],
  more: Partial<Revision> = {},
): Revision => ({
  position: n,
  act: "edit",
  actor: "p",
  replica: "r",
  device: "路線 2 手機",
  n,
  at: n * 1000,
  received: n * 1000,
  fields,
  ...more,
});

const HISTORY: readonly Revision[] = [
  revision(4, { phone: ["0913", "0912"], state: ["assigned", "delivered"] }),
  revision(3, { note: [null, "請帶零錢"] }),
  revision(2, { phone: ["02-2700", "0913"] }, { received: 6_000_000 }),
  revision(1, { phone: [null, "02-2700"], state: [null, "assigned"] }, { act: "create" }),
];

test("a field's versions, the newest first, with what came in late", () => {
  const versions = versionsOf(HISTORY, "phone");
  expect(versions.map((one) => one.value)).toEqual(["0912", "0913", "02-2700"]);
  expect(versions.map((one) => one.isNow)).toEqual([true, false, false]);
  expect(versions.map((one) => one.heardAt)).toEqual([null, 6_000_000, null]);
  expect(versionsOf(HISTORY, "address")).toEqual([]);
});

test("what a write replaced, and when a state was entered", () => {
  expect(valueBefore(HISTORY, "phone", ["r", 2])).toBe("02-2700");
  expect(valueBefore(HISTORY, "note", ["r", 3])).toBeNull();
  expect(valueBefore(HISTORY, "note", ["x", 9])).toBeUndefined();
  expect(enteredAt(HISTORY, "delivered")).toBe(4000);
  expect(enteredAt(HISTORY, "failed")).toBeUndefined();
});

test("one goes back to what people type, never to a state, a count or a number", () => {
  const fields = (["note", "total", "state", "number"] as const).map((field) =>
    declared("delivery_order", field),
  );
  expect(fields.map((field) => field !== undefined && canGoBack(field))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  const cylinders = declared("customer", "cylinders");
  expect(cylinders !== undefined && canGoBack(cylinders)).toBe(false);
  const [note, phone] = [declared("customer", "note"), declared("customer", "phone")];
  expect([note && isFreeText(note), phone && isFreeText(phone)]).toEqual([true, false]);
});
