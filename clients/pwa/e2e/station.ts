import { expect, type Locator, type Page } from "@playwright/test";

/** The column of the board in which a ticket stands. */
export type Column = "to-make" | "making" | "ready";

/** A cup as it is asked for at the counter. `milk` null: the drink has none. */
export interface Cup {
  readonly drink: string;
  readonly milk: string | null;
  readonly name?: string;
}

/** A ticket on the board, wherever it stands or in one column. */
export function ticket(page: Page, number: number, column?: Column): Locator {
  const where = column === undefined ? "" : `[data-column="${column}"]`;
  return page.locator(`[data-testid="ticket"][data-number="${number}"]${where}`);
}

/** The station in whose screens the page is. */
export function stationOf(page: Page): string {
  const [, station] = /\/station\/([^/]+)\//.exec(page.url()) ?? [];
  if (station === undefined) throw new Error(`no station's screen: ${page.url()}`);
  return station;
}

/** Goes to one of the station's five screens by its tab. */
export async function goTo(page: Page, tab: "出杯佇列" | "現場點單" | "庫存" | "訊息" | "班表") {
  await page.getByRole("navigation", { name: "吧台畫面" }).getByRole("link", { name: tab }).click();
}

/** Places an order on the walk-up screen by drink, milk and "send"; its number. */
export async function order(page: Page, cup: Cup): Promise<number> {
  const said = page.getByRole("region", { name: "通知" });
  await page.getByRole("radiogroup", { name: "飲品" }).getByText(cup.drink, { exact: true }).click();
  if (cup.milk !== null) {
    await page.getByRole("radiogroup", { name: "奶類" }).getByText(cup.milk, { exact: true }).click();
  }
  if (cup.name !== undefined) await page.getByLabel("取餐名").fill(cup.name);
  const send = page.getByRole("button", { name: /^送出 [A-Z]\d\d$/ });
  const call = (await send.innerText()).trim().split(" ").at(-1) ?? "";
  await send.click();
  await expect(said.getByText(`${call} 排進待製作了`)).toBeVisible();
  return numberOf(page, call);
}

/** The number that is called out as `call`, of the order that was just placed. */
async function numberOf(page: Page, call: string): Promise<number> {
  await goTo(page, "出杯佇列");
  const number = await page
    .getByTestId("ticket")
    .filter({ has: page.getByText(call, { exact: true }) })
    .getAttribute("data-number");
  await goTo(page, "現場點單");
  return Number(number);
}

/** Taps a ticket: it goes on by one column. */
export async function tap(page: Page, number: number, from: Column): Promise<void> {
  const card = ticket(page, number, from);
  await card.scrollIntoViewIfNeeded();
  await card.locator("[data-ticket-target]").click();
  await expect(card).toHaveCount(0);
}
