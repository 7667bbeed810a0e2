import type { Page } from "@playwright/test";

import { callOut } from "../../src/app/station/callout";
import type { Doc } from "../../src/generated/entities";
import { expectAllReceived, expectWaiting } from "../pill";
import { expect, test } from "../stage";
import { type Cup, goTo, order, stationOf, tap, ticket, undo } from "../station";
import { countTaps } from "../taps";

const LATTE: Cup = { drink: "拿鐵", milk: "全脂鮮奶" };
const OAT: Cup = { drink: "卡布奇諾", milk: "燕麥奶" };
const SOY: Cup = { drink: "摩卡", milk: "豆漿" };
const BLACK: Cup = { drink: "美式咖啡", milk: null };
const LITRE = 1000;

/** What this barista did to each cup, by what it is called out as. */
type Made = Map<string, { readonly cup: Cup; state: Doc<"drink_order">["state"] }>;

test("a barista's hour with the network cut twice and the server killed once @smoke", async ({
  arrive,
  office,
  server,
}) => {
  test.setTimeout(180_000);
  const { context, page } = await arrive("barista1");
  const station = stationOf(page);
  const before = await office.all("inventory_item", { station });
  const earlier = new Set((await office.all("drink_order")).map((one) => one.id));
  const made: Made = new Map();
  const taps = await countTaps(page);

  await test.step("three taps place an order, two make it, one hands it out", async () => {
    await goTo(page, "現場點單");
    await taps();
    const [call] = await place(page, made, [LATTE]);
    expect(await taps()).toBe(3);
    await goTo(page, "出杯佇列");
    await taps();
    await make(page, made, call);
    expect(await taps()).toBe(2);
    await handOut(page, made, call);
    expect(await taps()).toBe(1);
  });

  await test.step("what was a slip is taken back", async () => {
    await goTo(page, "現場點單");
    const [call] = await place(page, made, [OAT]);
    await goTo(page, "出杯佇列");
    await tap(page, call, "to-make");
    await tap(page, call, "making");
    await undo(page);
    await expect(ticket(page, call, "making")).toBeVisible();
    await tap(page, call, "making");
    await handOut(page, made, call);
    await undo(page);
    await expect(ticket(page, call, "ready")).toBeVisible();
    note(made, call, "completed");
  });

  await test.step("the network goes: everything goes on, a batch among it", async () => {
    await expectAllReceived(page);
    await context.setOffline(true);
    await goTo(page, "現場點單");
    const calls = await place(page, made, [SOY, SOY, SOY, BLACK]);
    const [first, second, third, black] = calls;
    await goTo(page, "出杯佇列");
    await page.getByRole("button", { name: "開始做 3 杯" }).click();
    for (const call of [first, second, third]) {
      await expect(ticket(page, call, "making")).toBeVisible();
      note(made, call, "in_progress");
    }
    await tap(page, first, "making");
    note(made, first, "completed");
    await handOut(page, made, first);
    await tap(page, second, "making");
    note(made, second, "completed");
    await make(page, made, black);
    await expectWaiting(page, 10);
    await context.setOffline(false);
    await expectAllReceived(page);
  });

  await test.step("the server dies in the middle of it", async () => {
    await goTo(page, "現場點單");
    const [call] = await place(page, made, [LATTE]);
    await goTo(page, "出杯佇列");
    await tap(page, call, "to-make");
    await server.kill();
    await tap(page, call, "making");
    note(made, call, "completed");
    await goTo(page, "現場點單");
    await place(page, made, [OAT, BLACK]);
    await server.start();
    await expectAllReceived(page);
  });

  await test.step("the network goes again, and the page with it", async () => {
    await context.setOffline(true);
    const [call, other, cancelled] = await place(page, made, [BLACK, LATTE, SOY]);
    await undo(page);
    note(made, cancelled, "cancelled");
    await page.reload();
    await goTo(page, "出杯佇列");
    await make(page, made, call);
    await expect(ticket(page, other, "to-make")).toBeVisible();
    await expect(ticket(page, cancelled)).toHaveCount(0);
    await context.setOffline(false);
    await expectAllReceived(page);
  });

  await test.step("a shelf that runs low says so", async () => {
    await goTo(page, "庫存");
    const row = page.getByRole("listitem").filter({ hasText: "燕麥奶" }).first();
    for (let litre = 0; litre < 3; litre++) await row.getByRole("button", { name: /^少/ }).click();
    await expect(row).toContainText("偏低");
    await expectAllReceived(page);
  });

  await test.step("the server has it all exactly once", async () => {
    const orders = await office.all("drink_order");
    const mine = orders.filter(({ id }) => !earlier.has(id));
    const there = mine.map((one) => [callOut(one.number ?? 0), one.state]).sort();
    expect(there).toEqual([...made].map(([call, { state }]) => [call, state]).sort());
    const numbers = orders.flatMap(({ number }) => number ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);

    const drinks = await office.all("item", { kind: "drink" });
    const finished = [...made.values()].filter(({ state }) =>
      ["completed", "picked_up"].includes(state),
    );
    const used = finished.map(({ cup }) => ({
      ...cup,
      item: drinks.find(({ name }) => name === cup.drink),
    }));
    const expected = before.map((shelf) => {
      const taken = used.map(({ milk, item }) => {
        if (shelf.supply === "milk") return shelf.name === milk ? (item?.milk_ml ?? 0) : 0;
        if (shelf.supply === "beans") return shelf.per_cup * (item?.shots ?? 0);
        if (shelf.supply === "cup") return shelf.size === "M" ? 1 : 0;
        return shelf.supply === "lid" ? 1 : 0;
      });
      const poured = shelf.name === "燕麥奶" ? 3 * LITRE : 0;
      return [shelf.name, shelf.stock - poured - taken.reduce((sum, one) => sum + one, 0)];
    });
    const after = await office.all("inventory_item", { station });
    expect(after.map(({ name, stock }) => [name, stock]).sort()).toEqual(expected.sort());
  });
});

async function place<C extends readonly Cup[]>(page: Page, made: Made, cups: readonly [...C]) {
  const calls: string[] = [];
  for (const cup of cups) {
    const call = await order(page, cup);
    made.set(call, { cup, state: "pending" });
    calls.push(call);
  }
  return calls as { readonly [K in keyof C]: string };
}

async function make(page: Page, made: Made, call: string): Promise<void> {
  await tap(page, call, "to-make");
  await tap(page, call, "making");
  note(made, call, "completed");
}

async function handOut(page: Page, made: Made, call: string): Promise<void> {
  await tap(page, call, "ready");
  note(made, call, "picked_up");
}

function note(made: Made, call: string, state: Doc<"drink_order">["state"]): void {
  const one = made.get(call);
  if (one === undefined) throw new Error(`${call} was not placed here`);
  one.state = state;
}
