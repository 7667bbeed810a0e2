// @vitest-environment node
import { IDBFactory } from "fake-indexeddb";
import { afterEach, expect, test, vi } from "vitest";

import { freshName, openLocal, receive, record, take } from "../../../test/local";
import { TestLocks } from "../../../test/locks";
import type { Live } from "../api";
import type { LocalReplica } from "../replica";
import type { Nudge } from "./channel";
import type { Locks } from "./office";
import { Revisions } from "./revisions";

const opened: LocalReplica[] = [];

/** Two tabs of one browser. */
async function two(locks: Locks | null = null): Promise<[LocalReplica, LocalReplica]> {
  const options = { disk: new IDBFactory(), name: freshName(), locks };
  const a = await openLocal(options);
  const b = await openLocal(options);
  opened.push(a, b);
  return [a, b];
}

afterEach(() => {
  for (const replica of opened.splice(0)) replica.close();
});

/** A live value that somebody looks at. */
function follow<L extends Pick<Live<unknown>, "subscribe">>(live: L): L {
  live.subscribe(() => undefined);
  return live;
}

test("what one tab writes, the other shows", async () => {
  const [a, b] = await two();
  const names = follow(b.all("customer", { order: ["name"] }));
  const stats = follow(b.stats());
  await expect.poll(() => names.current()).toEqual([]);
  const act = a.act();
  act.create("customer", { name: "王太太" });
  await a.commit("boss", act);
  await expect.poll(() => names.current()?.map(({ name }) => name)).toEqual(["王太太"]);
  await expect.poll(() => stats.current()?.waiting).toBe(1);
});

test("two tabs that write at once get numbers of one series", async () => {
  const [a, b] = await two();
  const commits = [a, b, a, b, b].map((replica, index) => {
    const act = replica.act();
    act.create("customer", { name: `c${String(index)}` });
    return replica.commit("boss", act);
  });
  const seqs = (await Promise.all(commits)).map(({ seq }) => seq);
  expect(seqs.sort()).toEqual([1, 2, 3, 4, 5]);
  const rows = await a.store.outbox.all();
  expect(rows.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5]);
  expect(new Set(rows.map(({ stamp }) => stamp)).size).toBe(5);
  // Each tab shows them under their true numbers.
  for (const replica of [a, b]) {
    const all = follow(replica.all("customer"));
    await expect
      .poll(() =>
        all
          .current()
          ?.map(({ _ }) => _.v["me"])
          .sort(),
      )
      .toEqual([1, 2, 3, 4, 5]);
  }
});

test("an edit of what the other tab wrote a moment ago builds on it", async () => {
  const [a, b] = await two();
  await receive(a, "inventory_item", [record("AZitem________________", { name: "杯", stock: 10 })]);
  const [left, right] = [a, b].map((replica) =>
    follow(replica.one("inventory_item", "AZitem________________")),
  );
  await expect.poll(() => right?.current()?.stock).toBe(10);
  await expect.poll(() => left?.current()?.stock).toBe(10);
  const { add } = await import("../core/changes");
  await Promise.all(
    [a, b].map((replica, index) => {
      const doc = [left, right][index]?.current();
      const act = replica.act();
      if (doc != null) act.edit("inventory_item", doc, { stock: add(-3) });
      return replica.commit("boss", act);
    }),
  );
  await expect.poll(() => [left?.current()?.stock, right?.current()?.stock]).toEqual([4, 4]);
});

test("what the tab that syncs receives, the other shows; also a new base", async () => {
  const [a, b] = await two();
  const names = follow(b.all("customer", { order: ["name"] }));
  await receive(a, "customer", [record("AZc1___________________", { name: "一" })]);
  await expect.poll(() => names.current()?.length).toBe(1);
  const page = {
    arrivals: [["customer", [record("AZc2___________________", { name: "二" })]]] as const,
    departures: [],
    gone: [],
  };
  await take(a, [
    { type: "Stage", page },
    { type: "Unveil", replace: true },
  ]);
  await expect.poll(() => names.current()?.map(({ name }) => name)).toEqual(["二"]);
});

test("a nudge of any tab reaches the engine, and its standing reaches all tabs", async () => {
  const [a, b] = await two(new TestLocks());
  const nudges: Nudge[] = [];
  a.tabs.onNudge((nudge) => nudges.push(nudge));
  a.tabs.lead(() => Promise.resolve());
  b.tabs.lead(() => Promise.resolve());
  const stats = follow(b.stats());
  b.retryNow();
  b.room("join_station", "AZstation_____________");
  await expect.poll(() => nudges.map(({ type }) => type)).toEqual(["retry", "room"]);
  a.tabs.setContact({ link: "live", last: 5, tell: false, retryAt: 0, problem: null });
  a.tabs.setSignedOut("auth/required");
  await expect.poll(() => stats.current()?.contact.link).toBe("live");
  await expect.poll(() => stats.current()?.signedOut).toBe("auth/required");
  const heard: string[] = [];
  b.onEvent(({ name }) => heard.push(name));
  a.tabs.happened({ name: "order_updated", entity: "drink_order", id: "x", by: "y", at: 1 });
  await expect.poll(() => heard).toEqual(["order_updated"]);
});

test("who signs in in one tab is asked for anew in the others", async () => {
  const [a, b] = await two(new TestLocks());
  const heard: string[] = [];
  a.tabs.onPeopleChanged(() => heard.push("a"));
  b.tabs.onPeopleChanged(() => heard.push("b"));
  const nudges: Nudge[] = [];
  a.tabs.onNudge((nudge) => nudges.push(nudge));
  b.tabs.peopleChanged();
  await expect.poll(() => nudges).toEqual([{ type: "retry" }]);
  expect(heard).toEqual(["a"]);
});

test("a tab that opens later learns how the connection is", async () => {
  const options = {
    disk: new IDBFactory(),
    name: freshName(),
    locks: new TestLocks() as unknown as Locks,
  };
  const a = await openLocal(options);
  opened.push(a);
  a.tabs.lead(() => Promise.resolve());
  await new Promise((resolve) => setTimeout(resolve));
  a.tabs.setContact({ link: "online", last: 7, tell: false, retryAt: 0, problem: null });
  const b = await openLocal(options);
  opened.push(b);
  const stats = follow(b.stats());
  await expect.poll(() => stats.current()?.contact.link).toBe("online");
});

test("a missed transaction is noticed", async () => {
  vi.useFakeTimers();
  let missed = 0;
  const revisions = new Revisions(10, () => (missed += 1));
  revisions.note(12);
  revisions.note(11);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(missed).toBe(0);
  revisions.note(14);
  await vi.advanceTimersByTimeAsync(999);
  expect(missed).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(missed).toBe(1);
  revisions.reached(14);
  revisions.check(14);
  expect(missed).toBe(1);
  revisions.check(15);
  expect(missed).toBe(2);
  vi.useRealTimers();
});
