import { beforeEach, expect, test } from "vitest";

import { TestLocks } from "../../../test/locks";
import { HeldNumber } from "./held-number";

/** A tab's own storage. */
function tabStorage(copyOf?: Storage): Storage {
  const kept = new Map<string, string>(copyOf === undefined ? [] : Object.entries(copyOf));
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
    get copy() {
      return Object.fromEntries(kept);
    },
  } as unknown as Storage;
}

let next: number;
let locks: TestLocks | undefined;

beforeEach(() => {
  localStorage.clear();
  next = 0;
  locks = new TestLocks();
});

function tab(own: Storage): HeldNumber {
  const take = () => Promise.resolve((next += 1));
  return new HeldNumber("number", { shared: localStorage, own, locks }, take);
}

function duplicated(own: Storage): Storage {
  return tabStorage((own as unknown as { copy: Storage }).copy);
}

test("a tab shows the same number until it is spent", async () => {
  const one = tab(tabStorage());
  expect(await one.hold()).toBe(1);
  expect(await one.hold()).toBe(1);
  expect(await one.spend()).toBe(1);
  expect(await one.hold()).toBe(2);
});

test("a duplicated tab shows another number", async () => {
  const own = tabStorage();
  const one = tab(own);
  expect(await one.hold()).toBe(1);
  const other = tab(duplicated(own));
  expect(await other.hold()).toBe(2);
  expect(await one.spend()).toBe(1);
  expect(await other.spend()).toBe(2);
});

test("a duplicate that looks only after the number was spent does not spend it again", async () => {
  const own = tabStorage();
  const one = tab(own);
  await one.hold();
  const copy = duplicated(own);
  expect(await one.spend()).toBe(1);
  expect(await tab(copy).spend()).toBe(2);
});

test("what a closed tab left behind is used by the next", async () => {
  await tab(tabStorage()).hold();
  locks = new TestLocks();
  expect(await tab(tabStorage()).spend()).toBe(1);
});

test("a number whose order was not written is the next again", async () => {
  const one = tab(tabStorage());
  const number = await one.spend();
  await one.giveBack(number ?? 0);
  expect(await one.spend()).toBe(1);
});

test("a browser without locks keeps its number over a reload", async () => {
  locks = undefined;
  const own = tabStorage();
  expect(await tab(own).hold()).toBe(1);
  expect(await tab(own).spend()).toBe(1);
  expect(await tab(own).spend()).toBe(2);
});
