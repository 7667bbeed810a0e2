// @vitest-environment node
/** Whatever is written and received, every live view shows what a reader of the whole store sees. */

import fc from "fast-check";
import { expect, test } from "vitest";

import { openLocal, pageOf, receive, record, take } from "../../../test/local";
import type { Live, Query } from "../api";
import type { ActBuilder } from "../core/act";
import { view } from "../core/overlay";
import type { Document } from "../core/types";
import type { LocalReplica } from "../replica";
import { shownOps } from "../store/ops";
import { comparerOf, matcherOf } from "./matching";

const IDS = Array.from({ length: 8 }, (_, index) => `AZdrinkorder_________${index}`);
const STATES = ["pending", "in_progress", "completed"] as const;

const STATION = "AZstation_____________";

const loud = (doc: { readonly drink: string }) => doc.drink.startsWith("L");

const QUERIES: readonly Query<"drink_order">[] = [
  {},
  { order: ["number"] },
  { order: ["-placed_at", "drink"], limit: 3 },
  { order: ["-state"], limit: 2 },
  { limit: 2 },
  { where: { state: "pending" }, order: ["-number"] },
  { where: { state: ["pending", "in_progress"], shots: null }, order: ["drink"], limit: 3 },
  { where: { number: [1, 2, 3] } },
  { filter: loud, order: ["-drink"] },
  { where: { station: STATION, state: ["pending", "completed"] }, order: ["number"] },
  { where: { station: STATION, state: "completed" }, order: ["-placed_at"], limit: 2 },
  { where: { station: STATION, group: [] } },
  { filter: loud, order: ["-placed_at"], limit: 2 },
];

const fields = fc.record(
  {
    station: fc.constant(STATION),
    drink: fc.constantFrom("Latte", "Mocha", "Lungo"),
    state: fc.constantFrom(...STATES),
    number: fc.integer({ min: 1, max: 5 }),
    shots: fc.integer({ min: 1, max: 2 }),
    placed_at: fc.integer({ min: 1, max: 4 }),
  },
  { requiredKeys: ["station", "drink", "state"] },
);
const id = fc.constantFrom(...IDS);

const command = fc.oneof(
  fc.record({ do: fc.constant("create" as const), id, fields }),
  fc.record({ do: fc.constant("edit" as const), id, fields }),
  fc.record({ do: fc.constant("delete" as const), id }),
  fc.record({ do: fc.constant("page" as const), id, fields, gone: fc.boolean() }),
  fc.record({ do: fc.constant("decide" as const), refused: fc.boolean(), shows: fc.boolean() }),
  fc.record({ do: fc.constant("replace" as const), id, fields }),
  fc.record({ do: fc.constant("fail" as const), id, fields }),
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

/** What a reader of the whole store sees. */
async function naive(replica: LocalReplica): Promise<readonly Document[]> {
  const { database, outbox } = replica.store;
  const table = database.records("drink_order");
  const base = new Map((await table?.toArray())?.map((document) => [document.id, document]));
  const open = await outbox.open();
  return IDS.flatMap((each) => {
    const ops = open.flatMap((entry) =>
      shownOps(entry)
        .filter((op) => op[1] === each)
        .map((op) => [op, [entry.replica, entry.n]] as const),
    );
    return view("drink_order", base.get(each) ?? null, ops) ?? [];
  });
}

function answer(all: readonly Document[], query: Query<"drink_order">): readonly Document[] {
  const question = { entity: "drink_order", ...query };
  return all.filter(matcherOf(question)).sort(comparerOf(question)).slice(0, query.limit);
}

/** Runs one command; gives the writes that are still on their way. */
async function run(replica: LocalReplica, each: Command): Promise<Promise<unknown>[]> {
  const act = replica.act();
  switch (each.do) {
    case "create":
      if ((await replica.get("drink_order", each.id)) !== null) return [];
      act.create("drink_order", { ...each.fields, state: "pending" }, each.id);
      return [replica.commit("boss", act)];
    case "edit":
      return edit(replica, act, each.id, each.fields);
    case "fail": {
      const write = replica.store.write.bind(replica.store);
      replica.store.write = () => Promise.reject(new Error("the disk is full"));
      const failing = await edit(replica, act, each.id, each.fields);
      replica.store.write = write;
      return failing.map((commit) => expect(commit).rejects.toThrow("full"));
    }
    case "delete": {
      const document = await replica.get("drink_order", each.id);
      if (document !== null) act.delete("drink_order", document);
      return act.isEmpty ? [] : [replica.commit("boss", act)];
    }
    case "page":
      if (each.gone) await receive(replica, "drink_order", [], [each.id]);
      else await receive(replica, "drink_order", [record(each.id, each.fields)]);
      return [];
    case "decide":
      await decide(replica, each.refused, each.shows);
      return [];
    case "replace": {
      const page = pageOf("drink_order", [record(each.id, each.fields)]);
      await take(replica, [
        { type: "Stage", page },
        { type: "Unveil", replace: true },
      ]);
      return [];
    }
  }
}

async function edit(
  replica: LocalReplica,
  act: ActBuilder,
  which: string,
  {
    drink,
    number,
    placed_at,
    shots,
  }: { drink: string; number?: number; placed_at?: number; shots?: number },
): Promise<Promise<unknown>[]> {
  const document = await replica.get("drink_order", which);
  if (document === null) return [];
  act.edit("drink_order", document, { drink, number, placed_at, shots: shots ?? null });
  return act.isEmpty ? [] : [replica.commit("boss", act)];
}

/** The hub decides all that is undecided; `shows`: it sends what came of it, too. */
async function decide(replica: LocalReplica, refused: boolean, shows: boolean): Promise<void> {
  const { replica: own, after, last } = await replica.store.session();
  if (last === after[0]) return;
  const shown = await naive(replica);
  const named = refused ? { [last]: ["refused", ["mutation/invalid"]] as const } : {};
  await take(replica, [{ type: "Decide", first: after[0] + 1, last, named, fix: {} }], {
    after: [last, "uid"],
  });
  if (!shows || refused) return;
  const covered = shown.map((document) => ({
    ...document,
    _: { v: { ...document._.v, [own]: last } },
  }));
  const there = new Set(shown.map((document) => document.id));
  await receive(
    replica,
    "drink_order",
    covered,
    IDS.filter((each) => !there.has(each)),
  );
}

test("every live view shows what a reader of the whole store sees", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 25 }), async (commands) => {
      const replica = await openLocal();
      try {
        const lives = QUERIES.map((query) => replica.all("drink_order", query));
        const count = replica.count("drink_order", { state: "pending" });
        const here = replica.count("drink_order", { station: STATION, state: "pending" });
        const stats = replica.stats();
        for (const live of [...lives, count, here, stats] as Live<unknown>[]) {
          live.subscribe(() => undefined);
        }
        for (const each of commands) {
          await Promise.all(await run(replica, each));
          const all = await naive(replica);
          for (const [index, query] of QUERIES.entries()) {
            const wanted = answer(all, query);
            await expect.poll(() => lives[index]?.current(), { interval: 1 }).toEqual(wanted);
          }
          const pending = all.filter(({ state }) => state === "pending").length;
          await expect.poll(() => count.current(), { interval: 1 }).toBe(pending);
          await expect.poll(() => here.current(), { interval: 1 }).toBe(pending);
          const undecided = (await replica.store.outbox.undecided()).length;
          await expect.poll(() => stats.current()?.waiting, { interval: 1 }).toBe(undecided);
        }
      } finally {
        replica.close();
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);
