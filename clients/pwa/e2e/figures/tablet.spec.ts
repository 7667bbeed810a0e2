import type { Page } from "@playwright/test";

import { BulkDevice } from "../bulk-device";
import { expectAllReceived } from "../pill";
import { expect, signIn, test } from "../stage";
import { stationOf as ownStation } from "../tour";
import { barePuts } from "./bare";
import { spreadOf, tell, tellSpread } from "./figure";
import { begin, gaugeOf, measure } from "./gauge";

const RECORDS = 50_000;
/** Cups that stand on the board. */
const CUPS = 40;
const STARTS = 9;
const TAPS = 60;
/** A mutation and the head, as they are written. */
const ROW = 2_000;
const group = "with 50,000 records in the tablet's store";

test("a station's tablet that holds 50,000 records", async ({ visit, server, office }) => {
  test.setTimeout(900_000);
  const station = await ownStation(office, "barista1");
  const drinks = await office.all("item", { kind: "drink" });
  const bulk = await BulkDevice.of(office.person, office, server.url);
  const began = Date.now();
  await bulk.write(RECORDS, (act, at) => {
    const drink = drinks[at % drinks.length];
    const placed = Date.now() - (RECORDS - at) * 60_000;
    const id = act.create("drink_order", {
      station,
      drink: drink?.name ?? "拿鐵",
      ...(drink !== undefined && { item: drink.id }),
      name: `${at % 7 === 0 ? "王" : "林"}客人${at}`,
      placed_at: placed,
    });
    act.alter("drink_order", id, { state: "completed", completed_at: placed + 120_000 });
    act.alter("drink_order", id, { state: "picked_up" });
  });
  await bulk.write(CUPS, (act, at) => {
    const drink = drinks[at % drinks.length];
    act.create("drink_order", {
      station,
      drink: drink?.name ?? "拿鐵",
      ...(drink !== undefined && { item: drink.id }),
      name: `客${at}`,
      placed_at: Date.now() - at * 1_000,
    });
  });
  const filled = (Date.now() - began) / 1000;

  const { context, page } = await visit({ width: 1280, height: 800 });
  await measure(context);
  const came = Date.now();
  await signIn(page, "barista1");
  await expectAllReceived(page);
  tell({
    group,
    what: "first pull, from signing in to all received",
    value: (Date.now() - came) / 1000,
    unit: "s",
    note: `filled in ${filled.toFixed(0)} s`,
  });
  await expect.poll(() => countOf(page), { timeout: 60_000 }).toBeGreaterThan(RECORDS);

  await test.step("cold start without the network", async () => {
    await context.setOffline(true);
    const starts: Record<"opening" | "reading" | "board" | "shift", number[]> = {
      opening: [],
      reading: [],
      board: [],
      shift: [],
    };
    for (let at = 0; at < STARTS; at += 1) {
      await page.reload();
      await expect(page.getByTestId("ticket").first()).toBeVisible();
      await page.waitForTimeout(1_000);
      const gauge = await gaugeOf(page);
      starts.opening.push((gauge.opened ?? NaN) - (gauge.asked ?? NaN));
      starts.reading.push((gauge.board ?? NaN) - (gauge.read ?? NaN));
      starts.board.push(gauge.board ?? NaN);
      starts.shift.push(gauge.shift);
    }
    tellSpread({ group, what: "opening the store", unit: "ms" }, starts.opening);
    tellSpread(
      { group, what: "reading the board, asked until drawn", unit: "ms", mark: 200 },
      starts.reading,
    );
    tellSpread(
      { group, what: "cold start offline until the first card", unit: "ms", mark: 1_000 },
      starts.board,
    );
    tell({
      group,
      what: "layout shift at the start",
      value: Math.max(...starts.shift),
      unit: "",
      mark: 0.1,
    });
    await context.setOffline(false);
    await expectAllReceived(page);
  });

  await test.step("taps", async () => {
    await begin(page);
    for (let at = 0; at < TAPS; at += 1) await tapSome(page, at);
    const { taps, tasks } = await gaugeOf(page);
    expect(taps.length).toBe(TAPS);
    tellSpread(
      { group, what: "tap until the page shows it", unit: "ms", mark: 16 },
      taps.map((tap) => (tap.shown ?? NaN) - tap.at),
    );
    tellSpread(
      { group, what: "tap until the frame that has it", unit: "ms" },
      taps.map((tap) => (tap.frame ?? NaN) - tap.at),
    );
    const durable = tellSpread(
      { group, what: "tap until it is on the disk", unit: "ms", mark: 50 },
      taps.map((tap) => (tap.durable ?? NaN) - tap.at),
    );
    const bare = spreadOf(await barePuts(page, TAPS, ROW));
    tell({
      group,
      what: "a bare durable put of the same size: p50",
      value: bare.p50,
      unit: "ms",
      note: `p95 ${bare.p95.toFixed(1)} ms`,
    });
    tell({
      group,
      what: "tap until it is on the disk, of a bare put: p50",
      value: durable.p50 / bare.p50,
      unit: "x",
    });
    tell({
      group,
      what: "longest task while tapping",
      value: longest(tasks),
      unit: "ms",
      mark: 200,
    });
  });

  await test.step("search", async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("searchbox").waitFor();
    await begin(page);
    // The newest are found first; 777, 7770 and 7777 are among the oldest.
    const first = await find(page, "王客人4", 1);
    const last = await find(page, "王客人777", 3);
    const { tasks } = await gaugeOf(page);
    const next = await find(page, "林客人4444", 10);
    await page.keyboard.press("Escape");
    tell({
      group,
      what: "first search, from the last key to the first hits",
      value: first.found - first.typed,
      unit: "ms",
      mark: 500,
    });
    tell({
      group,
      what: "first search, until the oldest are found, too",
      value: last.found - first.typed,
      unit: "ms",
    });
    tell({ group, what: "next search", value: next.found - next.typed, unit: "ms", mark: 200 });
    tell({
      group,
      what: "longest task while the index is built",
      value: longest(tasks),
      unit: "ms",
      mark: 200,
    });
  });
});

function longest(tasks: readonly { readonly took: number }[]): number {
  return Math.max(0, ...tasks.map(({ took }) => took));
}

async function countOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open("fieldpost");
        opening.onsuccess = () => {
          const database = opening.result;
          const counting = database
            .transaction("record_drink_order")
            .objectStore("record_drink_order")
            .count();
          counting.onsuccess = () => {
            database.close();
            resolve(counting.result);
          };
        };
      }),
  );
}

/** Taps a card with a finger where one stands: never where the last tap was. */
async function tapSome(page: Page, at: number): Promise<void> {
  const column = (["to-make", "making", "ready"] as const)[at % 3] ?? "to-make";
  let card = page.locator(`[data-testid=ticket][data-column="${column}"]`).first();
  if ((await card.count()) === 0) card = page.getByTestId("ticket").first();
  const position = { x: 30 + 60 * (at % 2), y: 20 };
  await card.locator("[data-ticket-target]").click({ position });
  await expect
    .poll(() => page.evaluate((place) => window.gauge.taps[place]?.durable, at))
    .toBeDefined();
  await page.waitForTimeout(60);
}

/** Types into the palette at once, and waits for exactly so many orders, or for the first ones; when
 * that was, ms. */
async function find(page: Page, text: string, hits: number) {
  const found = page.evaluate(async (wanted) => {
    const typed = await new Promise<number>((resolve) => {
      const options = { capture: true, once: true };
      addEventListener("input", ({ timeStamp }) => resolve(timeStamp), options);
    });
    const orders = '[role=menuitem][data-key^="drink_order/"]';
    const isThere = () => {
      const { length } = document.querySelectorAll(orders);
      return wanted === 1 ? length > 0 : length === wanted;
    };
    while (!isThere()) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return { typed, found: performance.now() };
  }, hits);
  await page.getByRole("dialog").getByRole("searchbox").fill(text);
  return found;
}
