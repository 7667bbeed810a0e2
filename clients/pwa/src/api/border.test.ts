import { expect, it } from "vitest";

import { instant, list, map, object, orNull, text, values, whole } from "./border";

const person = object({ name: text, at: instant, n: orNull(whole), more: map(values) });

it("gives what is as it must be, without what was not asked for", () => {
  const given = { name: "王", at: 1_800_000_000_000, more: { a: [1] }, secret: "x" };
  const read = list(person)([given], "people");
  expect(read).toEqual([{ name: "王", at: 1_800_000_000_000, n: null, more: { a: [1] } }]);
});

it.each([
  ["text", { name: 7 }, "people.name is no text"],
  ["an instant", { name: "王", at: 9e15 }, "people.at is no instant"],
  ["a whole number", { name: "王", at: 1, n: 1.5 }, "people.n is no whole number"],
  ["a map of lists", { name: "王", at: 1, more: { a: 1 } }, "people.more.a is no list"],
  ["an object", [], "people is no object"],
])("refuses what is not %s", (_, given, what) => {
  const read = () => person(given, "people");
  expect(read).toThrow(
    expect.objectContaining({
      code: "contact/none",
      params: { what: `not an answer of this server: ${what}` },
    }) as Error,
  );
});
