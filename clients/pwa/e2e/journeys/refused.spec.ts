import type { Page } from "@playwright/test";

import { callOut } from "../../src/app/station/callout";
import { expectAllReceived, expectWaiting } from "../pill";
import { expect, test } from "../stage";
import { fetchNumbers, goTo, order, stationOf, tap, ticket } from "../station";

const LONG = "三樓會議室的陳小姐和她的同事";

test("what a newer server refuses waits with the input, is mended and sent again, or given up", async ({
  arrive,
  office,
  server,
}) => {
  const { context, page } = await arrive("barista1");
  const station = stationOf(page);
  await fetchNumbers(page);
  await context.setOffline(true);
  const meant = await placeFor(page, LONG);
  const slip = await placeFor(page, `${LONG}，再一杯`);
  const fine = await placeFor(page, "王先生");
  await goTo(page, "出杯佇列");
  await tap(page, meant, "to-make");
  await expectWaiting(page, 4);
  // Meanwhile the server got its next release, which wants shorter names.
  await server.kill();
  await server.start("later");
  await context.setOffline(false);

  await test.step("it is told in words, with all that was filled in", async () => {
    await expectWaiting(page, 0);
    await expect(page.getByTestId("pill")).toContainText("需要您處理 3");
    // What the server does not have is not shown as if it were there; the rest went through.
    await expect(ticket(page, fine, "to-make")).toBeVisible();
    await expect(ticket(page, slip)).toHaveCount(0);
    await page.getByTestId("pill").click();
    await expect(cards(page)).toHaveCount(3);
    await expect(card(page, `新增 ${meant}`)).toContainText("內容格式不正確");
    await expect(card(page, "製作中")).toContainText("它依賴的資料未被接受");
    await expect(card(page, `新增 ${meant}`)).toContainText("最多 12 個字");
    // It outlives the page.
    await page.goto("/sync");
    await expect(cards(page)).toHaveCount(3);
    await expect(card(page, `新增 ${slip}`)).toContainText(`${LONG}，再一杯`);
  });

  await test.step("one is given up", async () => {
    await card(page, `新增 ${slip}`).getByRole("button", { name: "捨棄" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "捨棄" }).click();
    await expect(cards(page)).toHaveCount(2);
  });

  await test.step("one is mended and sent again, and what hung on it after it", async () => {
    const field = card(page, `新增 ${meant}`).getByRole("textbox", { name: "改成" });
    await expect(field).toHaveValue(LONG);
    await field.fill("陳小姐");
    await card(page, `新增 ${meant}`).getByRole("button", { name: "改好，再送" }).click();
    await expect(cards(page)).toHaveCount(1);
    await card(page, "製作中").getByRole("button", { name: "再送一次" }).click();
    await expect(cards(page)).toHaveCount(0);
    await expectAllReceived(page);
  });

  const orders = await office.all("drink_order", { station });
  const there = new Map(orders.map((each) => [callOut(each.number ?? 0), each]));
  expect(there.get(meant)).toMatchObject({ name: "陳小姐", state: "in_progress" });
  expect(there.get(fine)).toMatchObject({ name: "王先生", state: "pending" });
  expect(there.has(slip)).toBe(false);
  await page.goto(`/station/${station}/queue`);
  await expect(ticket(page, meant, "making")).toContainText("陳小姐");
});

test("a check-in of a shift that went to a colleague meanwhile is told, and kept until it can be", async ({
  arrive,
  office,
}) => {
  const { context, page, person } = await arrive("barista1");
  const station = stationOf(page);
  const [shift] = (await office.all("schedule", { station, person })).filter(
    ({ ends_at }) => ends_at > Date.now(),
  );
  if (shift === undefined) throw new Error("the demonstration has no shift for barista1");
  await office.edit("schedule", shift.id, { checked_in_at: null });
  const colleague = await office.personOf("barista7");

  await goTo(page, "班表");
  await expect(page.getByRole("button", { name: "簽到", exact: true })).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("button", { name: "簽到", exact: true }).click();
  await expect(page.getByRole("button", { name: "簽退", exact: true })).toBeVisible();
  await office.edit("schedule", shift.id, { person: colleague });
  await context.setOffline(false);

  await expectWaiting(page, 0);
  await expect(page.getByTestId("pill")).toContainText("需要您處理 1");
  await page.getByTestId("pill").click();
  await expect(cards(page)).toHaveCount(1);
  const told = cards(page).first();
  await expect(told).toContainText("您不能更改這個欄位");
  await expect(told).toContainText("您填的：簽到時間");
  await expect(told).toContainText(/\d{1,2}:\d{2}/);
  // Nothing that could be typed would help, so nothing can be.
  await expect(told.getByRole("textbox")).toHaveCount(0);
  expect((await office.one("schedule", shift.id)).checked_in_at).toBeUndefined();

  await office.edit("schedule", shift.id, { person });
  await told.getByRole("button", { name: "再送一次" }).click();
  await expect(cards(page)).toHaveCount(0);
  await expectAllReceived(page);
  expect((await office.one("schedule", shift.id)).checked_in_at).toBeLessThan(Date.now());
});

/** Places a coffee for somebody by name; what it is called out as. */
async function placeFor(page: Page, name: string): Promise<string> {
  await page.getByRole("textbox", { name: "取餐名" }).fill(name);
  return order(page, { drink: "美式咖啡", milk: null });
}

/** What waits for the person in the sync centre. */
function cards(page: Page) {
  return page.locator("[data-of=needs-you]").filter({ has: page.getByTestId("outbox-line") });
}

function card(page: Page, hasText: string) {
  return cards(page).filter({ hasText });
}
