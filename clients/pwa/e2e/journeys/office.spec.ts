import type { Locator, Page } from "@playwright/test";

import { expectAllReceived } from "../pill";
import { expect, test } from "../stage";
import { settled } from "../tour";
import { goTo, order, said, stationOf, tap } from "../station";

test("several orders at once are assigned, moved to another window and called off, and taken back", async ({
  arrive,
  office,
}) => {
  const { page } = await arrive("dispatcher1", { width: 1600 });
  await page.goto("/office/orders?state=confirmed&day=all");
  const grid = page.getByRole("grid", { name: "訂單" });
  const ids = async () => {
    const all = await office.all("delivery_order", { "state.in": "confirmed" });
    return new Set(all.map(({ id }) => id));
  };
  const before = await ids();
  const gone = () => [...before].filter((id) => !now.has(id));
  let now = before;

  await test.step("three by the keyboard go onto a route", async () => {
    await grid.getByRole("row").nth(1).waitFor();
    await grid.focus();
    for (const key of ["j", "x", "j", "x", "j", "x"]) await page.keyboard.press(key);
    const bar = page.getByRole("group", { name: "對選取的訂單" });
    await expect(bar).toContainText("已選 3 張");
    await bar.getByRole("button", { name: "指派到路線" }).click();
    const entry = page.getByRole("menuitem").first();
    const name = (await entry.innerText()).trim();
    await entry.click();
    await expect(said(page)).toContainText(`3 張已指派到${name}`);
    await expect.poll(async () => (now = await ids()).size).toBe(before.size - 3);
    const [route] = await office.all("route", { name });
    const stops = await office.all("stop", { route: route?.id ?? "" });
    const moved = gone();
    expect(stops.filter(({ order: of }) => moved.includes(of ?? ""))).toHaveLength(3);
    await page.keyboard.press("u");
    await expect.poll(async () => (now = await ids()).size).toBe(before.size);
    await expectAllReceived(page);
    const left = await office.all("stop", { route: route?.id ?? "" });
    expect(left.filter(({ order: of }) => moved.includes(of ?? ""))).toEqual([]);
  });

  await test.step("a stretch gets another window", async () => {
    await grid.getByRole("checkbox").nth(1).click();
    await grid
      .getByRole("checkbox")
      .nth(2)
      .click({ modifiers: ["Shift"] });
    const bar = page.getByRole("group", { name: "對選取的訂單" });
    await expect(bar).toContainText("已選 2 張");
    await bar.getByRole("button", { name: "改時段" }).click();
    const dialog = page.getByRole("dialog", { name: "改 2 張訂單的時段" });
    await dialog.getByRole("button", { name: "17:00–20:00" }).click();
    await dialog.getByRole("button", { name: "改時段" }).click();
    await expect(said(page)).toContainText("2 張已改時段");
    const evening = async () => {
      const all = await office.all("delivery_order", { "state.in": "confirmed" });
      return all.filter(({ window }) => window?.start === "17:00" && window.end === "20:00").length;
    };
    await expect.poll(evening).toBeGreaterThanOrEqual(2);
  });

  await test.step("two are called off", async () => {
    await grid.getByRole("checkbox").nth(1).click();
    await grid.getByRole("checkbox").nth(2).click();
    const bar = page.getByRole("group", { name: "對選取的訂單" });
    await bar.getByRole("button", { name: "取消訂單" }).click();
    await expect(said(page)).toContainText("2 張已取消");
    await expect.poll(async () => (now = await ids()).size).toBe(before.size - 2);
    for (const id of gone()) {
      expect(await office.one("delivery_order", id)).toMatchObject({ state: "cancelled" });
    }
  });
});

test("filters stand in the address: reload, back and a link show the same", async ({ arrive }) => {
  const { context, page } = await arrive("dispatcher1", { width: 1600 });
  await page.goto("/office/orders");
  const grid = page.getByRole("grid", { name: "訂單" });
  await grid.getByRole("row").nth(1).waitFor();
  const all = await grid.getAttribute("aria-rowcount");
  await page.getByRole("button", { name: /^付款/ }).click();
  await page.getByRole("menuitemcheckbox", { name: "月結" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/payment=monthly/);
  await grid.getByRole("columnheader", { name: "NT$" }).getByRole("button").click();
  await expect(page).toHaveURL(/sort=/);
  await expect(grid).not.toHaveAttribute("aria-rowcount", all ?? "");
  await page.getByRole("searchbox").fill("路");
  await expect(page).toHaveURL(/q=/);
  await expect(grid.getByRole("row").nth(1)).toBeVisible();
  await settled(page);
  const shown = await rowsOf(grid);
  expect(shown.length).toBeGreaterThan(1);
  const address = page.url();

  await page.reload();
  await expect.poll(() => rowsOf(grid)).toEqual(shown);
  await grid.getByRole("row").nth(1).click();
  await expect(page).toHaveURL(/\/orders\/[\w-]+\?.*payment=monthly/);
  await expect(page.getByRole("heading", { name: /^訂單 \d+$/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: /^訂單 \d+$/ })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect.poll(() => rowsOf(grid)).toEqual(shown);
  await expect(page.getByRole("searchbox")).toHaveValue("路");

  const other = await context.newPage();
  await other.goto(address);
  await expect.poll(() => rowsOf(other.getByRole("grid", { name: "訂單" }))).toEqual(shown);
});

test("every field of an order has its history, and a way back", async ({ arrive, office }) => {
  const { page, person } = await arrive("dispatcher1", { width: 1600 });
  const [found] = await office.all("delivery_order", { state: "confirmed", payment: "cash" });
  if (found === undefined) throw new Error("the demonstration has no order that waits");
  const [mine, theirs] = await Promise.all(
    [person, office.person].map(async (id) => (await office.one("person", id)).name),
  );
  await office.edit("delivery_order", found.id, { payment: "transfer" });
  await page.goto(`/office/orders/${found.id}?day=all`);
  const detail = page.getByRole("article");
  await page.getByRole("button", { name: /^編輯/ }).click();
  await page.getByRole("textbox", { name: "備註" }).fill("請放後門");
  await page.getByRole("button", { name: "存檔" }).click();
  await expect(detail).toContainText("請放後門");
  await expectAllReceived(page);

  const openers = detail.getByRole("button", { name: /的歷史$/ });
  const count = await openers.count();
  expect(count).toBeGreaterThanOrEqual(8);
  for (let place = 0; place < count; place++) await openers.nth(place).click();
  await expect(detail.getByTestId("skeleton")).toHaveCount(0);
  await expect(detail).not.toContainText("要連上伺服器才看得到歷史");

  const payment = history(detail, "付款方式");
  await expect(payment).toContainText("「付款方式」有 2 個版本");
  await expect(payment.getByRole("listitem").filter({ hasText: "轉帳" })).toContainText(
    theirs ?? "",
  );
  await expect(history(detail, "備註")).toContainText(mine ?? "");
  await payment.getByRole("button", { name: "退回這個" }).click();
  await expect(payment).toContainText("「付款方式」有 3 個版本");
  await expect(payment.getByRole("listitem").first()).toContainText("現金");
  await expect
    .poll(async () => (await office.one("delivery_order", found.id)).payment)
    .toBe("cash");
});

test("what happens at the bar and on the road is told in the office at once", async ({
  arrive,
  office,
}) => {
  const desk = await arrive("admin1", { width: 1920 });
  const bar = await arrive("barista1");
  const { name: station } = await office.one("station", stationOf(bar.page));
  const line = desk.page.getByRole("region", { name: "即時" });
  await goTo(bar.page, "現場點單");
  const call = await order(bar.page, { drink: "美式咖啡", milk: null });
  await expect(line).toContainText(`${station}新單 ${call}`);
  await goTo(bar.page, "出杯佇列");
  await tap(bar.page, call, "to-make");
  await tap(bar.page, call, "making");
  await expect(line).toContainText(`${station} ${call} 可取餐`);

  const [route] = await office.all("route", { state: "running" });
  const [stop] = await office.all("stop", { route: route?.id ?? "", state: "planned" });
  if (route?.driver === undefined || stop?.customer === undefined) throw new Error("no stop");
  const { name: customer } = await office.one("customer", stop.customer);
  await office.edit("stop", stop.id, { state: "delivered" });
  await office.create("delivery", {
    stop: stop.id,
    route: route.id,
    driver: route.driver,
    outcome: "delivered",
    at: Date.now(),
    at_device: Date.now(),
  });
  await expect(line).toContainText(new RegExp(`路線 .*送達站點 \\d+ ${customer}`));

  // Who reads it holds it still; it opens into a list.
  await desk.page.getByRole("button", { name: "即時：看最近發生的事" }).click();
  const list = desk.page.getByRole("dialog", { name: "即時" });
  await expect(list.getByRole("listitem").filter({ hasText: call })).not.toHaveCount(0);
  await desk.page.goto("/office/orders");
  await expect(line).toBeVisible();
});

test("the inbox shows both sides with their authors; texts can both be kept", async ({
  arrive,
  office,
}) => {
  const here = await arrive("dispatcher1");
  const there = await arrive("dispatcher2");
  const names = await Promise.all(
    [here, there].map(async ({ person }) => (await office.one("person", person)).name),
  );
  const [customer] = (await office.all("customer")).filter(({ _ }) => _.c === undefined);
  if (customer === undefined) throw new Error("the demonstration has no customer");
  await there.context.setOffline(true);
  await changeNote(here.page, customer.id, "請按門鈴兩次");
  await expectAllReceived(here.page);
  await changeNote(there.page, customer.id, "放管理室");
  await there.context.setOffline(false);
  await expectAllReceived(there.page);

  // The badge leads there, and the inbox lists it with the demonstration's own.
  await here.page.getByRole("link", { name: /待處理/ }).click();
  const inbox = here.page.getByRole("navigation", { name: "需要您處理" });
  await inbox.getByRole("button", { name: new RegExp(customer.name) }).click();
  const choice = here.page.getByRole("radiogroup", { name: "送貨備註" });
  const side = (text: string) => choice.locator("label").filter({ hasText: text });
  await expect(side("請按門鈴兩次").first()).toContainText(names[0] ?? "");
  await expect(side("放管理室").first()).toContainText(names[1] ?? "");
  await choice.getByText("兩個都留").click();
  await here.page.getByRole("button", { name: "存檔，1 欄" }).click();
  await expect(inbox.getByRole("button", { name: new RegExp(customer.name) })).toHaveCount(0);
  await expect.poll(async () => (await office.one("customer", customer.id))._.c).toBeUndefined();
  const { note } = await office.one("customer", customer.id);
  expect(note).toContain("請按門鈴兩次");
  expect(note).toContain("放管理室");
});

async function changeNote(page: Page, customer: string, note: string): Promise<void> {
  await page.goto(`/office/customers/${customer}`);
  await page.getByRole("button", { name: "編輯", exact: true }).click();
  await page.getByRole("textbox", { name: "送貨備註" }).fill(note);
  await page.getByRole("button", { name: "存檔" }).click();
  await expect(page.getByRole("button", { name: "存檔" })).toHaveCount(0);
}

/** The texts of the rows in sight. */
async function rowsOf(grid: Locator): Promise<readonly string[]> {
  return grid.getByRole("row").allInnerTexts();
}

/** The opened history of a field. */
function history(detail: Locator, field: string): Locator {
  return detail
    .locator("dl > div")
    .filter({ has: detail.page().getByRole("button", { name: `關閉${field}的歷史` }) });
}
