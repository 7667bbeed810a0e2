// @vitest-environment node
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach, expect, test } from "vitest";

import { LocalReplica } from "./replica";

const opened: LocalReplica[] = [];
afterEach(() => {
  for (const replica of opened.splice(0)) replica.close();
});

async function fresh() {
  const replica = await LocalReplica.open({
    name: `t${Math.random()}`,
    engine: { indexedDB: new IDBFactory(), IDBKeyRange },
    locks: null,
  });
  opened.push(replica);
  await replica.store.enrol("me", {
    secret: "s",
    organisation: { id: "O".repeat(22), name: "O", time_zone: "Asia/Taipei", currency: "TWD", languages: [] },
    person: null, station: null, role: "barista", name: "tablet",
  });
  return replica;
}

test("a write is on the screen before the call returns", async () => {
  const replica = await fresh();
  expect(replica.identity?.replica).toBe("me");
  const all = replica.all("customer", { order: ["name"] });
  const stats = replica.stats();
  let told = 0;
  all.subscribe(() => (told += 1));
  stats.subscribe(() => undefined);
  await expect.poll(() => all.current()).toEqual([]);
  const act = replica.act();
  const id = act.create("customer", { name: "王太太" });
  const done = replica.commit("boss", act);
  expect(all.current()?.map((c) => c.name)).toEqual(["王太太"]);
  const { seq } = await done;
  expect(seq).toBe(1);
  const doc = await replica.get("customer", id);
  const again = replica.act();
  if (doc) again.edit("customer", doc, { name: "李" });
  await replica.commit("boss", again);
  expect(all.current()?.map((c) => c.name)).toEqual(["李"]);
  await expect.poll(() => stats.current()?.waiting).toBe(2);
  await replica.undo("boss", 2);
  expect(all.current()?.map((c) => c.name)).toEqual(["王太太"]);
  expect((await replica.search("王", ["customer"], 5)).length).toBe(1);
  expect(told).toBeGreaterThan(2);
});
