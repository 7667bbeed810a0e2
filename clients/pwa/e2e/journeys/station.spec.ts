import type { Locator, Page } from "@playwright/test";

import { expectAllReceived, expectWaiting } from "../pill";
import { Rest } from "../rest";
import { expect, test } from "../stage";
import {
  chooseFor,
  goTo,
  order,
  ordered,
  orderFromBoard,
  said,
  stationOf,
  stockOf,
  tap,
  ticket,
  undo,
} from "../station";
import { countTaps } from "../taps";

const LATTE = { drink: "拿鐵", milk: "燕麥奶" };

test("a cup is handed over to a colleague, who recalls it and makes another", async ({
  arrive,
  office,
}) => {
  const here = await arrive("barista1");
  const there = await arrive("barista7");
  const station = stationOf(here.page);
  const [mine, theirs] = await Promise.all(
    [here, there].map(async ({ person }) => (await office.one("person", person)).name),
  );
  const oat = async () => stockOf(office, station, "燕麥奶");
  const [latte] = await office.all("item", { name: "拿鐵" });
  const cup = latte?.milk_ml ?? 0;
  const before = await oat();

  const call = await orderFromBoard(here.page, LATTE);
  const taps = await countTaps(here.page);
  await tap(here.page, call, "to-make");
  await expect(ticket(there.page, call, "making")).toContainText(`${mine ?? ""}在做`);
  await taps();
  await chooseFor(here.page, call, "交給別人做");
  const whom = here.page.getByRole("dialog", { name: "交給誰做？" });
  await whom.getByRole("button", { name: theirs ?? "", exact: true }).click();
  expect(await taps()).toBe(3);
  await expect(ticket(here.page, call, "making")).toContainText(`${theirs ?? ""}在做`);
  await expect(ticket(there.page, call, "making")).not.toContainText("在做");

  await tap(there.page, call, "making");
  await expect(ticket(here.page, call, "ready")).toBeVisible();
  await expect.poll(oat).toBe(before - cup);
  // It was not done yet: what it took is back on the shelf.
  await chooseFor(there.page, call, "退回製作中");
  await expect(ticket(here.page, call, "making")).toBeVisible();
  await expect.poll(oat).toBe(before);
  await tap(there.page, call, "making");
  // It was spilt: what the first one took stays taken.
  await chooseFor(there.page, call, "重做一杯");
  await tap(there.page, call, "making");
  await tap(there.page, call, "ready");
  await expect(ticket(here.page, call)).toHaveCount(0);
  await expect.poll(oat).toBe(before - 2 * cup);
  expect(await ordered(office, station, call)).toMatchObject([
    { state: "picked_up", barista: there.person },
  ]);
});

test("a cup goes to another station and leaves this one", async ({ arrive, office }) => {
  const here = await arrive("barista1");
  const there = await arrive("barista2");
  const [from, to] = [stationOf(here.page), stationOf(there.page)];
  expect(to).not.toBe(from);
  const { name } = await office.one("station", to);

  const call = await orderFromBoard(here.page, LATTE);
  await chooseFor(here.page, call, "轉到其他吧台");
  const where = here.page.getByRole("dialog", { name: "轉到哪個吧台？" });
  await where.getByRole("button", { name }).click();
  await expect(ticket(here.page, call)).toHaveCount(0);
  await expect(ticket(there.page, call, "to-make")).toBeVisible();
  // It is out of hand: only who has it now can give it back.
  await expect(said(here.page)).toContainText(`${call} 轉到${name}`);
  await expect(said(here.page).getByRole("button", { name: /復原/ })).toHaveCount(0);
  await chooseFor(there.page, call, "轉到其他吧台");
  await there.page
    .getByRole("dialog", { name: "轉到哪個吧台？" })
    .getByRole("button", { name: (await office.one("station", from)).name })
    .click();
  await expect(ticket(there.page, call)).toHaveCount(0);
  await expect(ticket(here.page, call, "to-make")).toBeVisible();

  // Without contact the same: it is away at once here, and there as soon as it is sent.
  await here.context.setOffline(true);
  await chooseFor(here.page, call, "轉到其他吧台");
  await where.getByRole("button", { name }).click();
  await expect(ticket(here.page, call)).toHaveCount(0);
  await expect(ticket(there.page, call)).toHaveCount(0);
  await here.context.setOffline(false);
  await tap(there.page, call, "to-make");
  await tap(there.page, call, "making");
  await expectAllReceived(there.page);
  expect(await ordered(office, from, call)).toEqual([]);
  expect(await ordered(office, to, call)).toMatchObject([{ state: "completed" }]);
});

test("cups that share a jug of milk are started together, and taken back together", async ({
  arrive,
  office,
}) => {
  const { page } = await arrive("barista1");
  const station = stationOf(page);
  for (const { id } of await office.all("drink_order", { station, state: "pending" })) {
    await office.edit("drink_order", id, { state: "cancelled" });
  }
  await expect(page.getByText("目前沒有要做的飲品")).toBeVisible();
  await goTo(page, "現場點單");
  const calls: string[] = [];
  for (const drink of ["拿鐵", "卡布奇諾", "摩卡"]) {
    calls.push(await order(page, { drink, milk: "燕麥奶" }));
  }
  const other = await order(page, { drink: "拿鐵", milk: "全脂鮮奶" });
  await goTo(page, "出杯佇列");
  await expect(page.getByText("3 杯都用燕麥奶")).toBeVisible();
  const taps = await countTaps(page);
  await page.getByRole("button", { name: "開始做 3 杯" }).click();
  expect(await taps()).toBe(1);
  for (const call of calls) await expect(ticket(page, call, "making")).toBeVisible();
  await expect(ticket(page, other, "to-make")).toBeVisible();
  await undo(page);
  for (const call of calls) await expect(ticket(page, call, "to-make")).toBeVisible();
  await page.getByRole("button", { name: "開始做 3 杯" }).click();
  await expectAllReceived(page);
  const made = (await Promise.all(calls.map((call) => ordered(office, station, call)))).flat();
  expect(made.map(({ state }) => state)).toEqual(calls.map(() => "in_progress"));
});

test("sold out, paused and running low reach the other tablet and the office", async ({
  arrive,
  office,
  server,
}) => {
  const here = await arrive("barista1");
  const there = await arrive("barista7");
  const desk = await arrive("organiser1");
  const station = stationOf(here.page);
  const { name } = await office.one("station", station);
  const [oat] = await office.all("inventory_item", { station, name: "燕麥奶" });
  if (oat === undefined) throw new Error("there is no oat milk");
  await office.edit("inventory_item", oat.id, { stock: { count: oat.threshold + oat.pack } });

  await test.step("a milk is sold out: nobody can choose it, until it is back", async () => {
    await goTo(here.page, "庫存");
    await shelf(here.page, "燕麥奶").getByRole("button", { name: "燕麥奶" }).click();
    const taps = await countTaps(here.page);
    await here.page.getByRole("button", { name: "燕麥奶標示售完" }).click();
    expect(await taps()).toBe(1);
    await goTo(there.page, "現場點單");
    await there.page.getByRole("radiogroup", { name: "飲品" }).getByText("拿鐵").click();
    const milk = there.page.getByRole("radiogroup", { name: "奶類" });
    await expect(milk.getByRole("radio", { name: /燕麥奶/ })).toBeDisabled();
    await expect(milk).toContainText("售完");
    await here.page.getByRole("button", { name: "燕麥奶恢復供應" }).click();
    await expect(milk.getByRole("radio", { name: /燕麥奶/ })).toBeEnabled();
  });

  await test.step("the station is paused from one tablet and resumed from the other", async () => {
    await here.page.getByRole("button", { name: "暫停接單" }).click();
    await expect(there.page.getByText("這個吧台暫停接單中")).toBeVisible();
    await goTo(there.page, "出杯佇列");
    await there.page.getByRole("button", { name: "恢復接單" }).click();
    await expect(here.page.getByRole("button", { name: "暫停接單" })).toBeVisible();
    expect((await office.one("station", station)).paused).toBe(false);
  });

  await test.step("a shelf that falls to its threshold is low everywhere", async () => {
    await expect(shelf(here.page, "燕麥奶")).toContainText("足夠");
    const taps = await countTaps(here.page);
    await shelf(here.page, "燕麥奶").getByRole("button", { name: /^少/ }).click();
    expect(await taps()).toBe(1);
    await expect(shelf(here.page, "燕麥奶")).toContainText("偏低");
    await goTo(there.page, "庫存");
    await expect(shelf(there.page, "燕麥奶")).toContainText("偏低");
    await expect(desk.page.getByRole("region", { name: "即時" })).toContainText(
      `${name}的燕麥奶偏低`,
    );
    await here.page.getByRole("button", { name: "請人補貨" }).click();
    await expect(said(here.page)).toContainText("已請負責人補燕麥奶");
    // To whom it was said is not the administrator's to read.
    const asked = await Rest.as(server.url, "organiser1");
    await expect
      .poll(async () => (await asked.all("message")).map(({ text }) => text))
      .toContainEqual(expect.stringContaining(`${name}的燕麥奶只剩`));
  });
});

test("a stock-take stands, and a cup that it had not seen is still taken off", async ({
  arrive,
  office,
}) => {
  const counting = await arrive("barista1");
  const pouring = await arrive("barista7");
  const station = stationOf(counting.page);
  const [latte] = await office.all("item", { name: "拿鐵" });

  // In the dark the colleague pours a cup; then, elsewhere, the shelf is counted.
  const call = await orderFromBoard(pouring.page, LATTE);
  await expectAllReceived(pouring.page);
  await goTo(counting.page, "庫存");
  await shelf(counting.page, "燕麥奶").getByRole("button", { name: "燕麥奶" }).click();
  const taps = await countTaps(counting.page);
  await counting.page.getByRole("textbox", { name: "實際點到" }).fill("7.5");
  await counting.page.getByRole("button", { name: /^記下盤點 7\.5/ }).click();
  expect(await taps()).toBe(1);
  await expectAllReceived(counting.page);
  await expect.poll(() => stockOf(office, station, "燕麥奶")).toBe(7_500);

  await tap(pouring.page, call, "to-make");
  await tap(pouring.page, call, "making");
  const rest = 7_500 - (latte?.milk_ml ?? 0);
  await expect.poll(() => stockOf(office, station, "燕麥奶")).toBe(rest);
  await expect(shelf(counting.page, "燕麥奶").getByRole("status")).toContainText(
    (Math.round(rest / 100) / 10).toFixed(1),
  );
  const here = counting.page.locator("#stock-take");
  await expect(here.getByText("這台點過")).toBeVisible();
});

test("two stations talk; what is written in the dark is sent later", async ({
  arrive,
  office,
  server,
}) => {
  const here = await arrive("barista1");
  const there = await arrive("barista2");
  const names = await Promise.all(
    [here, there].map(async ({ page }) => (await office.one("station", stationOf(page))).name),
  );
  await goTo(here.page, "訊息");
  await here.page.getByRole("button", { name: names[1] ?? "" }).click();
  await here.page.getByRole("textbox", { name: "寫訊息" }).fill("借我們一箱燕麥奶好嗎？");
  await here.page.keyboard.press("Enter");
  const mine = here.page.getByRole("listitem").filter({ hasText: "借我們一箱燕麥奶好嗎？" });
  await expect(mine.last()).toContainText("已收到");

  const tab = there.page.getByRole("navigation", { name: "吧台畫面" }).getByText("訊息");
  await expect(tab.locator("..")).toContainText(/[1-9]/);
  await goTo(there.page, "訊息");
  await there.page.getByRole("button", { name: names[0] ?? "" }).click();
  await expect(there.page.getByText("借我們一箱燕麥奶好嗎？").last()).toBeVisible();
  await there.context.setOffline(true);
  await there.page.getByRole("button", { name: "馬上送過去" }).click();
  const answer = (page: Page) => page.getByRole("listitem").filter({ hasText: "馬上送過去" });
  await expect(answer(there.page).last()).toContainText("待送出");
  await expectWaiting(there.page, 1);
  await expect(answer(here.page)).toHaveCount(0);
  await there.context.setOffline(false);
  await expect(answer(there.page).last()).toContainText("已收到");
  await expect(answer(here.page).last()).toBeVisible();
  const bar = await Rest.as(server.url, "barista2");
  const told = (await bar.all("message")).filter(({ text }) => text === "馬上送過去");
  expect(told).toMatchObject([
    { author: there.person, from_station: stationOf(there.page), to_station: stationOf(here.page) },
  ]);
});

test("a shift begins and ends with one tap each, and the colleagues see it", async ({
  arrive,
  office,
}) => {
  const here = await arrive("barista1");
  const there = await arrive("barista7");
  const station = stationOf(here.page);
  const shifts = await office.all("schedule", { station, person: here.person });
  const now = shifts.find(
    ({ starts_at, ends_at }) => starts_at < Date.now() && ends_at > Date.now(),
  );
  if (now === undefined) throw new Error("the demonstration has no shift for barista1 now");
  await office.edit("schedule", now.id, { checked_in_at: null });
  const { name } = await office.one("person", here.person);
  await goTo(there.page, "班表");
  const row = there.page.getByRole("listitem").filter({ hasText: name }).filter({ hasText: "–" });
  await expect(row.first()).toContainText("還沒簽到");

  await goTo(here.page, "班表");
  const taps = await countTaps(here.page);
  await here.page.getByRole("button", { name: "簽到", exact: true }).click();
  expect(await taps()).toBe(1);
  await expect(row.first()).toContainText("在這裡");
  await undo(here.page);
  await expect(row.first()).toContainText("還沒簽到");
  await here.page.getByRole("button", { name: "簽到", exact: true }).click();
  await here.page.getByRole("textbox", { name: "留話給接班的同事" }).fill("磨豆機要再調細一點");
  await here.page.getByRole("button", { name: "留話", exact: true }).click();
  await expect(there.page.getByText("磨豆機要再調細一點")).toBeVisible();
  await taps();
  await here.page.getByRole("button", { name: "簽退", exact: true }).click();
  expect(await taps()).toBe(1);
  await expect(row.first()).toContainText("簽退");
  await expectAllReceived(here.page);
  const kept = await office.one("schedule", now.id);
  expect(kept.checked_in_at).toBeGreaterThan(Date.now() - 120_000);
  expect(kept.checked_out_at).toBeGreaterThanOrEqual(kept.checked_in_at ?? 0);
});

/** A row of the stock list. */
function shelf(page: Page, name: string): Locator {
  return page.getByRole("listitem").filter({ has: page.getByRole("group", { name, exact: true }) });
}
