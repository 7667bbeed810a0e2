// @vitest-environment node
/** Whichever way to the records is taken, it leads to the ones that are asked for. */

import fc from "fast-check";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { expect, test, vi } from "vitest";

import { record } from "../../../test/local";
import type { Document } from "../core/types";
import { type Database, openDatabase } from "../store/database";
import { comparerOf, matcherOf, type Question, termsOf } from "./matching";
import { find, findIds } from "./reading";

const STATIONS = ["AZstationA____________", "AZstationB____________"];
const even = (doc: { readonly number?: number }) => (doc.number ?? 0) % 2 === 0;
const rare = (doc: { readonly number?: number }) => doc.number === 7;

const ids = (count: number, apart: number) =>
  Array.from({ length: count }, (_, at) => `AZ${String(at * apart).padStart(20, "0")}`);

const QUESTIONS: readonly Omit<Question, "entity">[] = [
  {},
  { limit: 5 },
  { order: ["-placed_at"], limit: 5 },
  { where: { station: STATIONS[0] }, order: ["-placed_at", "drink"], limit: 5 },
  { where: { station: STATIONS[0], state: ["completed", "pending"] } },
  { where: { station: STATIONS, state: "pending" }, order: ["-completed_at"], limit: 3 },
  { where: { station: STATIONS[1], state: "completed" }, order: ["-completed_at"], limit: 3 },
  { where: { station: STATIONS[0], group: ["K1", "K2"] } },
  { where: { station: STATIONS[0], group: [] } },
  { where: { id: ids(3, 5) } },
  { where: { id: ids(60, 1) }, order: ["-placed_at"] },
  { where: { id: ids(12, 50), state: "pending" } },
  { where: { group: ["K0", "K1", "K2", "K21", "K3", "K4", "K5", "K6", "K7"] } },
  { where: { station: STATIONS[0], group: null }, filter: even },
  { where: { station: STATIONS[0], state: "pending", drink: "Latte" } },
  { filter: even, order: ["-placed_at"], limit: 4 },
  { filter: rare, order: ["-placed_at"], limit: 2 },
  { filter: rare, order: ["station"], limit: 2 },
];

const values = fc.record(
  {
    station: fc.constantFrom(...STATIONS),
    drink: fc.constantFrom("Latte", "Mocha"),
    state: fc.constantFrom("pending", "completed"),
    number: fc.integer({ min: 1, max: 60 }),
    group: fc.constantFrom("K1", "K2", "K3"),
    placed_at: fc.integer({ min: 1, max: 90 }),
    completed_at: fc.integer({ min: 1, max: 90 }),
  },
  { requiredKeys: ["station", "drink", "state"] },
);

async function filled(documents: readonly Document[]): Promise<Database> {
  const engine = { indexedDB: new IDBFactory(), IDBKeyRange };
  const database = await openDatabase("reading", engine);
  await database.records("drink_order")?.bulkPut([...documents]);
  return database;
}

test("what is read is all that matches, or its beginning without a gap", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(values, { maxLength: 700, size: "max" }), async (all) => {
      const documents = all.map((each, at) => record(`AZ${String(at).padStart(20, "0")}`, each));
      const database = await filled(documents);
      for (const asked of QUESTIONS) {
        const question = { entity: "drink_order", ...asked };
        const match = matcherOf(question);
        const matching = documents.filter(match).sort(comparerOf(question));
        const wanted = question.limit ?? Infinity;
        const { documents: found, isAll } = await find(database, question, match, wanted);
        const read = [...found].sort(comparerOf(question));
        expect(read).toEqual(isAll ? matching : matching.slice(0, read.length));
        expect(read.length).toBeGreaterThanOrEqual(Math.min(wanted, matching.length));
        // What stands level with the last one is there, too.
        const field = termsOf(question)[0]?.[0] ?? "id";
        expect(matching[read.length]?.[field] ?? null).not.toBe(read.at(-1)?.[field]);
        const found_ids = await findIds(database, question, match);
        expect([...found_ids].sort()).toEqual(matching.map(({ id }) => id).sort());
      }
      database.close();
    }),
    { numRuns: 15 },
  );
}, 120_000);

test("of a station's thousands the board reads the few that stand on it", async () => {
  const documents = Array.from({ length: 3_000 }, (_, at) =>
    record(`AZ${String(at).padStart(20, "0")}`, {
      station: STATIONS[0],
      state: at % 500 === 0 ? "pending" : "picked_up",
      placed_at: at,
    }),
  );
  const database = await filled(documents);
  const table = database.records("drink_order");
  if (table === undefined) throw new Error("drink orders have no table");
  let read = 0;
  table.hook("reading", (document: Document) => {
    read += 1;
    return document;
  });
  const board = { entity: "drink_order", where: { station: STATIONS[0], state: "pending" } };
  expect((await find(database, board, matcherOf(board), Infinity)).documents.length).toBe(6);
  expect(read).toBe(6);
  const latest = { entity: "drink_order", where: { station: STATIONS[0] }, order: ["-placed_at"] };
  const { documents: found } = await find(database, latest, matcherOf(latest), 50);
  expect(found.length).toBeLessThan(200);
  expect(read).toBeLessThan(400);
  const ask = vi.spyOn(database, "read");
  const none = { entity: "drink_order", where: { station: STATIONS[0], group: [] } };
  expect((await find(database, none, matcherOf(none), Infinity)).documents).toEqual([]);
  expect(ask).not.toHaveBeenCalled();
  database.close();
});
