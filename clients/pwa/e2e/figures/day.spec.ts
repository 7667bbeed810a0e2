import type { Page } from "@playwright/test";

import { BulkDevice } from "../bulk-device";
import { expectAllReceived } from "../pill";
import { expect, signIn, test } from "../stage";
import { stationOf } from "../tour";
import { tell } from "./figure";
import { type Held, heldBy } from "./gauge";

/** Forty orders come, seven of them are made here, the others by somebody else. */
const ROUNDS = 50;
const ORDERS = 40;
const OWN = 7;
const TAPS = ["to-make", "making", "ready"] as const;
/** After so many rounds everything that is kept on purpose is there. */
const WARM = 10;
const MIB = 2 ** 20;
const group = "a day's load on a tablet";

test("a day's load leaves nothing behind", async ({ visit, server, office }) => {
  const station = await stationOf(office, "barista1");
  const drinks = await office.all("item", { kind: "drink" });
  const others = await BulkDevice.of(office.person, office, server.url);
  const { context, page } = await visit();
  await signIn(page, "barista1");
  const devtools = await context.newCDPSession(page);
  const start = await heldBy(devtools);
  let warm: Held = start;
  let [taps, orders] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round === WARM) warm = await heldBy(devtools);
    const ids: string[] = [];
    await others.write(ORDERS, (act) => {
      const drink = drinks[ids.length % drinks.length];
      const values = { station, drink: drink?.name ?? "拿鐵", name: "客", placed_at: Date.now() };
      ids.push(act.create("drink_order", { ...values, ...(drink && { item: drink.id }) }));
    });
    orders += ORDERS;
    const own = ids.slice(0, OWN);
    await expect(page.locator(`[data-ticket="${own.at(-1) ?? ""}"]`)).toBeAttached();
    for (const column of TAPS) for (const id of own) taps += await tap(page, id, column);
    await others.write(ORDERS - OWN, (act, at) => {
      const id = ids[OWN + at] ?? "";
      const order = { id, station, state: "pending", drink: "", _: { v: {} } };
      act.alter("drink_order", id, { state: "completed", completed_at: Date.now() }, order);
      act.alter("drink_order", id, { state: "picked_up" });
    });
    await expect(page.locator(`[data-ticket="${ids.at(-1) ?? ""}"]`)).toHaveCount(0);
  }
  await expectAllReceived(page);
  // The last bar that offers to undo goes.
  await page.waitForTimeout(12_000);
  const end = await heldBy(devtools);
  const since = ROUNDS - WARM;
  const grown = (end.heap - warm.heap) / MIB;
  tell({
    group,
    what: "heap before",
    value: start.heap / MIB,
    unit: "MiB",
    note: "after garbage collection, as all of these",
  });
  tell({
    group,
    what: `heap after ${orders} orders and ${taps} taps`,
    value: end.heap / MIB,
    unit: "MiB",
  });
  tell({
    group,
    what: "heap grown per 1,000 orders, warm",
    value: (grown / (since * ORDERS)) * 1_000,
    unit: "MiB",
    mark: 1,
  });
  tell({
    group,
    what: "DOM nodes, of those when warm",
    value: end.nodes / warm.nodes,
    unit: "x",
    mark: 1.1,
  });
  tell({
    group,
    what: "listeners, of those when warm",
    value: end.listeners / warm.listeners,
    unit: "x",
    mark: 1.1,
  });
  expect((grown / (since * ORDERS)) * 1_000).toBeLessThan(1);
  expect(end.nodes / warm.nodes).toBeLessThan(1.1);
  expect(end.listeners / warm.listeners).toBeLessThan(1.1);
});

/** Taps a card in a column, as a finger does that goes from card to card; one tap. */
async function tap(page: Page, id: string, column: (typeof TAPS)[number]): Promise<number> {
  await page.evaluate(
    ([ticket, stands]) =>
      new Promise<void>((resolve, reject) => {
        const until = Date.now() + 15_000;
        const look = () => {
          const card = document.querySelector(
            `[data-ticket="${ticket}"][data-column="${stands}"] [data-ticket-target]`,
          );
          if (card instanceof HTMLElement) {
            card.click();
            resolve();
          } else if (Date.now() > until) reject(new Error(`no ${ticket} in ${stands}`));
          else setTimeout(look, 10);
        };
        look();
      }),
    [id, column] as const,
  );
  return 1;
}
