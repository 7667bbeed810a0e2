import { expect, type Locator, type Page } from "@playwright/test";

import { callOut } from "../src/app/station/callout";
import type { Doc } from "../src/generated/entities";
import type { Rest } from "./rest";

/** The column of the board in which a ticket stands. */
export type Column = "to-make" | "making" | "ready";

/** A cup as it is asked for at the counter. `milk` null: the drink has none. */
export interface Cup {
  readonly drink: string;
  readonly milk: string | null;
}

/** The ticket that is called out as `call` (`A47`), wherever it stands or in one column. */
export function ticket(page: Page, call: string, column?: Column): Locator {
  const where = column === undefined ? "" : `[data-column="${column}"]`;
  return page
    .locator(`[data-testid="ticket"]${where}`)
    .filter({ has: page.getByText(call, { exact: true }) });
}

/** The station in whose screens the page is. */
export function stationOf(page: Page): string {
  const [, station] = /\/station\/([^/]+)\//.exec(page.url()) ?? [];
  if (station === undefined) throw new Error(`no station's screen: ${page.url()}`);
  return station;
}

/** Goes to one of the station's five screens by its tab. */
export async function goTo(
  page: Page,
  tab: "出杯佇列" | "現場點單" | "庫存" | "訊息" | "班表",
): Promise<void> {
  await page.getByRole("navigation", { name: "吧台畫面" }).getByRole("link", { name: tab }).click();
}

/** Opens the walk-up screen while there is contact, so that the tablet has numbers to give. */
export async function fetchNumbers(page: Page): Promise<void> {
  await goTo(page, "現場點單");
  const preview = page.getByText("這台平板預留").locator("..");
  await expect(preview.getByText(/^[A-Z]\d\d$/)).toBeVisible();
}

/** Places an order on the walk-up screen: drink, milk, "send"; what it is called out as. */
export async function order(page: Page, { drink, milk }: Cup): Promise<string> {
  const choose = (group: string, name: string) =>
    page.getByRole("radiogroup", { name: group }).getByText(name, { exact: true }).click();
  await choose("飲品", drink);
  if (milk !== null) await choose("奶類", milk);
  const send = page.getByRole("button", { name: /^送出 [A-Z]\d\d$/ });
  const call = (await send.innerText()).trim().slice(-3);
  await send.click();
  await expect(said(page).getByText(`${call} 排進待製作了`)).toBeVisible();
  await expect(page.getByRole("button", { name: "先選飲品" })).toBeVisible();
  return call;
}

/** From the board to the walk-up screen with an order, and back; what it is called out as. */
export async function orderFromBoard(page: Page, cup: Cup): Promise<string> {
  await goTo(page, "現場點單");
  const call = await order(page, cup);
  await goTo(page, "出杯佇列");
  return call;
}

let taps = 0;

/** Taps a ticket, which goes on by one column. */
export async function tap(page: Page, call: string, from: Column): Promise<void> {
  const card = ticket(page, call, from);
  // A second tap at the same place within a moment hits the next card under the finger: the board
  // takes it for half of a double tap.
  taps += 1;
  const position = { x: 30 + 60 * (taps % 2), y: 20 };
  await card.locator("[data-ticket-target]").click({ position });
  await expect(card).toHaveCount(0);
}

/** Chooses from the menu of a ticket. */
export async function chooseFor(page: Page, call: string, entry: string): Promise<void> {
  await page.getByRole("button", { name: `${call} 的更多動作` }).click();
  await page.getByRole("menuitem", { name: entry }).click();
}

/** Takes the last act back by the bar that offers it. */
export async function undo(page: Page): Promise<void> {
  await said(page).getByRole("button", { name: /復原/ }).click();
}

/** Where the screen says things in passing. */
export function said(page: Page): Locator {
  return page.getByRole("region", { name: "通知" });
}

/** What the server has under a number that was called out. */
export async function ordered(
  office: Rest,
  station: string,
  call: string,
): Promise<readonly Doc<"drink_order">[]> {
  const all = await office.all("drink_order", { station });
  return all.filter(({ number }) => callOut(number ?? 0) === call);
}

/** How much of something the server has on a station's shelf. */
export async function stockOf(office: Rest, station: string, name: string): Promise<number> {
  const [found] = await office.all("inventory_item", { station, name });
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found.stock;
}
