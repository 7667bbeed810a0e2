import { PASSWORD } from "../accounts";
import { Keys } from "../keys";
import { expectAllReceived } from "../pill";
import { expect, test } from "../stage";
import { stationOf, ticket } from "../station";

test("a barista works the board by keys alone", async ({ visit, office }) => {
  const { page } = await visit();
  const keys = await Keys.on(page);
  await signIn(keys, "barista1");
  await expectAllReceived(page);
  const station = stationOf(page);
  const person = await office.personOf("barista1");
  const first = page.locator("[data-column-of=to-make] [data-ticket]").first();
  const call = (await first.locator("strong").innerText()).trim();

  await test.step("a cup is started, made and handed out", async () => {
    await keys.press("j");
    await keys.to(ticket(page, call, "to-make").locator("[data-ticket-target]"), "j");
    await keys.press("Enter");
    await expect(ticket(page, call, "making")).toBeVisible();
    await keys.to(ticket(page, call, "making").locator("[data-ticket-target]"), "j");
    await keys.press("Enter");
    await expect(ticket(page, call, "ready")).toBeVisible();
    await keys.press("u");
    await expect(ticket(page, call, "making")).toBeVisible();
    await keys.to(ticket(page, call, "making").locator("[data-ticket-target]"), "j");
    await keys.press("Enter");
    await expect(ticket(page, call, "ready")).toBeVisible();
  });

  await test.step("its menu opens by a key and closes back onto it", async () => {
    const card = ticket(page, call, "ready").locator("[data-ticket-target]");
    await keys.to(card, "j");
    await keys.press("m");
    await keys.choose(page.getByRole("menuitem", { name: "這一杯的經過" }), { by: "ArrowDown" });
    await expect(page.getByRole("dialog", { name: `${call} 的經過` })).toBeVisible();
    await keys.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await keys.to(card, "j");
    await keys.press("Enter");
    await expect(ticket(page, call)).toHaveCount(0);
  });

  await test.step("an order is placed at the counter", async () => {
    const tabs = page.getByRole("navigation", { name: "吧台畫面" });
    await keys.choose(tabs.getByRole("link", { name: "現場點單" }), { by: "Shift+Tab" });
    const drinks = page.getByRole("radiogroup", { name: "飲品" });
    await keys.to(drinks.getByRole("radio"));
    await keys.to(drinks.getByRole("radio", { name: /^美式咖啡/ }), "ArrowRight");
    await keys.press("Space");
    await keys.to(page.getByRole("textbox", { name: "取餐名" }));
    await keys.type("鍵盤客人");
    await keys.choose(page.getByRole("button", { name: /^送出 [A-Z]\d\d$/ }));
    await expect
      .poll(async () => (await office.all("drink_order", { station, name: "鍵盤客人" })).length)
      .toBe(1);
  });

  await test.step("the sync centre opens from the pill", async () => {
    await keys.choose(page.getByTestId("pill"));
    await expect(page.getByText("這台裝置的空間").or(page.getByText(/^用了/))).toBeVisible();
    await expect(page.getByTestId("outbox-line").first()).toBeVisible();
    await keys.expectSeen();
    await keys.press("Escape");
  });
  await keys.expectUntouched();
  expect(await office.all("drink_order", { station, barista: person })).not.toHaveLength(0);
});

test("a dispatcher places, reassigns and decides by keys alone", async ({ visit, office }) => {
  test.setTimeout(300_000);
  const { page } = await visit({ width: 1600, height: 1000 });
  const keys = await Keys.on(page);
  await signIn(keys, "dispatcher1");
  await expectAllReceived(page);
  const [customer] = await office.all("customer");
  if (customer === undefined) throw new Error("the demonstration has no customer");

  await test.step("an order, from the palette on", async () => {
    await goBy(keys, "新訂單");
    const form = page.getByRole("form").or(page.locator("form"));
    await keys.to(form.getByRole("combobox"));
    await keys.type(customer.phone ?? customer.name);
    await expect(page.getByRole("option").first()).toContainText(customer.name);
    await keys.press("ArrowDown");
    await keys.press("Enter");
    await keys.choose(form.getByRole("button", { name: "加一項" }));
    await keys.to(form.getByRole("radiogroup", { name: "優先" }).getByRole("radio"));
    await keys.choose(form.getByRole("radio", { name: "優先" }), {
      by: "ArrowRight",
      press: "Space",
    });
    await keys.choose(form.getByRole("button", { name: "成立訂單" }));
    await expect(page.getByRole("heading", { name: /^訂單 \d+$/ })).toBeVisible();
    await expect
      .poll(() => office.all("delivery_order", { customer: customer.id, priority: "high" }))
      .not.toEqual([]);
  });

  await test.step("a stop goes to another route", async () => {
    await goBy(keys, "調度");
    const column = page.getByTestId("route-column").first();
    const route = (await column.getAttribute("data-route")) ?? "";
    const stops = await office.all("stop", { route, state: "planned" });
    const moved = stops.sort((a, b) => a.sequence - b.sequence)[1];
    if (moved === undefined) throw new Error("the first route has no stop to come");
    const row = page.locator(`[data-testid=stop][data-id="${moved.id}"]`);
    await keys.to(column.locator("[data-testid=stop]"));
    await keys.to(row, "j");
    await keys.press("m");
    const dialog = page.getByRole("dialog", { name: /排進路線$/ });
    await keys.to(dialog.getByRole("option"));
    await keys.press("ArrowDown");
    await keys.press("Enter");
    await keys.choose(dialog.getByRole("button", { name: "排進去" }));
    await expect(dialog).toHaveCount(0);
    await expect.poll(async () => (await office.one("stop", moved.id)).route).not.toBe(route);
  });

  await test.step("two versions: one is chosen", async () => {
    await goBy(keys, "待處理");
    await expect(page.getByRole("heading", { name: /個人改了同樣的欄位/ })).toBeVisible();
    const waiting = async () =>
      (await office.all("customer")).filter(({ _ }) => _.c !== undefined).map(({ id }) => id);
    const [open] = await waiting();
    expect(open).toBeDefined();
    // The keys work at once, without looking for the choices first.
    await keys.press("1");
    await keys.expectSeen();
    await expect(page.getByRole("radio", { checked: true })).toHaveCount(1);
    await keys.press("Enter");
    await expect.poll(waiting).not.toContain(open);
  });

  await test.step("filters, the list and one order, there and back", async () => {
    await goBy(keys, "訂單");
    const grid = page.getByRole("grid", { name: "訂單" });
    await keys.to(grid);
    await keys.press("j");
    await keys.press("j");
    await keys.expectSeen();
    await keys.press("Enter");
    await expect(page).toHaveURL(/\/office\/orders\/[\w-]+/);
    await keys.press("Escape");
    await expect(page).toHaveURL(/\/office\/orders(\?|$)/);
    await keys.press("/");
    await expect(page.getByRole("searchbox")).toBeFocused();
    await keys.type(customer.name);
    await expect(page).toHaveURL(/[?&]q=/);
  });

  await test.step("the sync centre", async () => {
    await goBy(keys, "同步中心");
    await expect(page.getByRole("heading", { name: "同步中心" })).toBeVisible();
    await keys.to(page.getByRole("button", { name: "匯出成檔案" }));
  });
  await keys.expectUntouched();
});

async function signIn(keys: Keys, user: string): Promise<void> {
  const { page } = keys;
  await page.goto("/");
  await keys.to(page.getByLabel("帳號或電子郵件"));
  await keys.type(user);
  await keys.to(page.getByLabel("密碼"));
  await keys.type(PASSWORD);
  await keys.press("Enter");
  await expect(page.getByTestId("pill")).toBeVisible({ timeout: 30_000 });
}

/** Goes somewhere by the palette. */
async function goBy(keys: Keys, command: string): Promise<void> {
  await keys.press("Control+k");
  const palette = keys.page.getByRole("dialog", { name: "搜尋與指令" });
  await expect(palette.getByRole("searchbox")).toBeFocused();
  await keys.type(command);
  const entry = palette.getByRole("menuitem", { name: command, exact: true });
  await entry.waitFor();
  for (let times = 0; times < 20; times++) {
    const isOn = await entry.evaluate((each) => each.hasAttribute("data-focused"));
    if (isOn) break;
    await keys.press("ArrowDown");
  }
  await keys.press("Enter");
  await expect(palette).toHaveCount(0);
}
