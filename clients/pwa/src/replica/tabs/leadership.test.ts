// @vitest-environment node
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { TestLocks } from "../../../test/locks";
import { openDatabase } from "../store/database";
import { Leadership } from "./leadership";
import { byLease, byLock, type Office } from "./office";

/** A tab that notes who leads. */
class Tab {
  readonly leadership: Leadership;
  reigns = 0;
  leads = false;
  /** A tab that hangs answers nothing. */
  others: Tab[] = [];
  hangs = false;
  isSeen = true;

  constructor(office: Office) {
    const ask = () => {
      for (const other of this.others) {
        if (other.leadership.isLeader && !other.hangs) this.leadership.heard();
      }
    };
    const isSeen = () => this.isSeen;
    this.leadership = new Leadership({ office, ask, isSeen }, (until) => {
      this.reigns += 1;
      this.leads = true;
      until.addEventListener("abort", () => (this.leads = false));
      return Promise.resolve();
    });
  }
}

function acquaint(...tabs: Tab[]): void {
  for (const tab of tabs) tab.others = tabs.filter((other) => other !== tab);
}

describe("by Web Locks", () => {
  let tabs: Tab[] = [];
  const open = (locks: TestLocks): Tab => {
    const tab = new Tab(byLock(locks, "x"));
    tabs.push(tab);
    return tab;
  };
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    for (const tab of tabs) tab.leadership.close();
    tabs = [];
    vi.useRealTimers();
  });

  test("one leads; when it is closed, the next one does", async () => {
    const locks = new TestLocks();
    const [a, b] = [open(locks), open(locks)];
    acquaint(a, b);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([a.leads, b.leads]).toEqual([true, false]);
    a.leadership.close();
    await vi.advanceTimersByTimeAsync(0);
    expect([a.leads, b.leads]).toEqual([false, true]);
  });

  test("a tab that is frozen hands over, and stands again when it goes on", async () => {
    const locks = new TestLocks();
    const [a, b] = [open(locks), open(locks)];
    acquaint(a, b);
    await vi.advanceTimersByTimeAsync(0);
    a.leadership.freeze();
    await vi.advanceTimersByTimeAsync(0);
    expect([a.leads, b.leads]).toEqual([false, true]);
    a.leadership.resume();
    b.leadership.close();
    await vi.advanceTimersByTimeAsync(0);
    expect([a.leads, a.reigns]).toEqual([true, 2]);
  });

  test("a frozen tab that waited does not take the office without using it", async () => {
    const locks = new TestLocks();
    const [a, b, c] = [open(locks), open(locks), open(locks)];
    acquaint(a, b, c);
    await vi.advanceTimersByTimeAsync(0);
    b.leadership.freeze();
    a.leadership.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(c.leads).toBe(true);
  });

  test("one that hangs is replaced by one that people look at, and only by that", async () => {
    const locks = new TestLocks();
    const [a, b, c] = [open(locks), open(locks), open(locks)];
    acquaint(a, b, c);
    b.isSeen = false;
    await vi.advanceTimersByTimeAsync(0);
    a.hangs = true;
    await vi.advanceTimersByTimeAsync(31_000);
    expect([a.leads, b.leads, c.leads]).toEqual([false, false, true]);
    // The one that hung waits its turn again.
    a.hangs = false;
    c.leadership.close();
    b.leadership.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(a.leads).toBe(true);
  });
});

describe("by a lease", () => {
  async function open(disk: IDBFactory, tab: string, clock: { ms: number }) {
    const database = await openDatabase("lease", { indexedDB: disk, IDBKeyRange });
    return { database, tab: new Tab(byLease(database, tab, () => clock.ms)) };
  }

  test("one leads; a crashed one is waited for", async () => {
    const [disk, clock] = [new IDBFactory(), { ms: 1_000_000 }];
    const a = await open(disk, "a", clock);
    await expect.poll(() => a.tab.leads).toBe(true);
    const b = await open(disk, "b", clock);
    acquaint(a.tab, b.tab);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(b.tab.leads).toBe(false);
    // It crashes: nothing of it runs any more.
    a.database.close();
    clock.ms += 8_001;
    await expect.poll(() => b.tab.leads, { timeout: 5_000 }).toBe(true);
    a.tab.leadership.close();
    b.tab.leadership.close();
    b.database.close();
  });

  test("one that is closed gives it up at once", async () => {
    const [disk, clock] = [new IDBFactory(), { ms: 1_000_000 }];
    const a = await open(disk, "a", clock);
    await expect.poll(() => a.tab.leads).toBe(true);
    a.tab.leadership.close();
    await expect.poll(async () => (await a.database.load("lease"))?.until).toBe(0);
    const b = await open(disk, "b", clock);
    await expect.poll(() => b.tab.leads).toBe(true);
    b.tab.leadership.close();
    a.database.close();
    await expect.poll(async () => (await b.database.load("lease"))?.until).toBe(0);
    b.database.close();
  });
});
