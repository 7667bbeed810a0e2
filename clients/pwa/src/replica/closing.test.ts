// @vitest-environment node
import Dexie from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test } from "vitest";

import { openLocal, receive, record } from "../../test/local";
import type { LocalReplica } from "./replica";

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);

beforeEach(() => {
  unhandled.length = 0;
  process.on("unhandledRejection", note);
});

afterEach(() => {
  process.off("unhandledRejection", note);
});

/** Every kind of value that a screen may be reading. */
function watchEverything(replica: LocalReplica): void {
  const lives = [
    replica.all("customer", { order: ["name"] }),
    replica.all("customer", { where: { name: "王" }, limit: 3 }),
    replica.one("customer", "AZcustomer____________"),
    replica.count("drink_order", { state: "pending" }),
    replica.conflicts(),
    replica.stats(),
    replica.receipt(),
    replica.outbox(),
    replica.needsYou(),
    replica.numbersLeft("drink_order.number"),
  ];
  for (const live of lives) live.subscribe(() => undefined);
}

const moments = [0, 1, 2, 5, 10, 20];

test.each(moments)(
  "a replica that is closed %i ms into a read leaves nothing behind",
  async (ms) => {
    const replica = await openLocal({});
    await receive(replica, "customer", [record("AZcustomer____________", { name: "王太太" })]);
    watchEverything(replica);
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    replica.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(unhandled).toEqual([]);
  },
);

test.each(moments)("a store that goes %i ms into a read leaves nothing behind", async (ms) => {
  const engine = { indexedDB: new IDBFactory(), IDBKeyRange };
  const replica = await openLocal({ engine });
  await receive(replica, "customer", [record("AZcustomer____________", { name: "王太太" })]);
  const lost: string[] = [];
  replica.onLoss((loss) => lost.push(loss));
  watchEverything(replica);
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
  await new Dexie(replica.store.database.dexie.name, engine).delete();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(lost).toContain("gone");
  expect(unhandled).toEqual([]);
  replica.close();
});
