import type { Page } from "@playwright/test";

import { expect, test } from "../stage";
import { stationOf } from "../station";
import { typePin } from "../tablet";

const PIN = "2580";
const TWO_MINUTES = 2 * 60_000 + 1_000;
const ELEVEN_MINUTES = 11 * 60_000;

/** Lets time pass for the page: nobody touches it meanwhile. */
async function leaveAlone(page: Page, ms: number): Promise<void> {
  await page.evaluate((passed) => {
    const { now } = Date;
    Date.now = () => now() + passed;
    document.dispatchEvent(new Event("visibilitychange"));
  }, ms);
}

async function choosePin(page: Page): Promise<void> {
  await page.goto("/people");
  await page.getByRole("button", { name: "設定 PIN" }).click();
  await typePin(page, PIN, "輸入新的 PIN，4 到 8 碼");
  await typePin(page, PIN, "再輸入一次");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

test("a screen that was left alone is locked, and opens with the PIN, with contact and without", async ({
  arrive,
}) => {
  const { context, page } = await arrive("barista1");
  const queue = `/station/${stationOf(page)}/queue`;
  await choosePin(page);
  await page.getByRole("button", { name: /多久沒操作就鎖定/ }).click();
  await page.getByRole("option", { name: "2 分鐘" }).click();
  await page.goto(queue);
  await expect(page.getByTestId("ticket")).not.toHaveCount(0);

  await leaveAlone(page, TWO_MINUTES);
  await expect(page.getByRole("button", { name: "解鎖" })).toBeVisible();
  await expect(page.getByTestId("ticket")).toHaveCount(0);
  await page.goto("/people");
  await expect(page.getByRole("button", { name: "解鎖" })).toBeVisible();
  await typePin(page, PIN, "解鎖");
  await expect(page.getByRole("heading", { name: "人員與 PIN" })).toBeVisible();

  await page.getByRole("button", { name: "立刻鎖定" }).click();
  await expect(page.getByRole("button", { name: "解鎖" })).toBeVisible();
  await context.setOffline(true);
  await page.goto(queue);
  await expect(page.getByTestId("ticket")).toHaveCount(0);
  await typePin(page, PIN, "解鎖");
  await expect(page.getByTestId("ticket")).not.toHaveCount(0);
});

test("who works in one tab is not locked out by another that nobody touches", async ({
  arrive,
}) => {
  const { context, page } = await arrive("barista1");
  const station = stationOf(page);
  await choosePin(page);
  await page.goto(`/station/${station}/queue`);
  const board = await context.newPage();
  await board.goto(`/board/${station}`);
  await expect(board.getByRole("main")).toBeVisible();
  await page.evaluate((passed) => {
    const { now } = Date;
    Date.now = () => now() + passed;
    dispatchEvent(new PointerEvent("pointerdown"));
  }, ELEVEN_MINUTES);
  await leaveAlone(board, ELEVEN_MINUTES);
  await page.reload();
  await expect(page.getByTestId("ticket")).not.toHaveCount(0);

  await leaveAlone(board, ELEVEN_MINUTES);
  await expect(page.getByRole("button", { name: "解鎖" })).toBeVisible();
  await expect(board.getByRole("main")).toBeVisible();
  await expect(board.getByRole("button", { name: "解鎖" })).toHaveCount(0);
});

test("five wrong PINs make even the right one wait", async ({ arrive }) => {
  const { page } = await arrive("barista1");
  await choosePin(page);
  await page.getByRole("button", { name: "立刻鎖定" }).click();
  for (const left of [4, 3, 2, 1]) {
    await typePin(page, "1111", "解鎖");
    await expect(page.getByText(`還可以試 ${left} 次`)).toBeVisible();
  }
  await typePin(page, "1111", "解鎖");
  await expect(page.getByText("錯太多次了")).toBeVisible();
  await page.reload();
  await typePin(page, PIN, "解鎖");
  await expect(page.getByText("錯太多次了")).toBeVisible();
  await leaveAlone(page, 31_000);
  await typePin(page, PIN, "解鎖");
  await expect(page.getByRole("heading", { name: "人員與 PIN" })).toBeVisible();
});

test("what stands half typed in a form is there after the lock", async ({ arrive }) => {
  const { page } = await arrive("dispatcher1");
  await choosePin(page);
  await page.goto("/office/customers?new=1");
  await page.getByRole("textbox", { name: "姓名" }).fill("王小明");
  await leaveAlone(page, ELEVEN_MINUTES);
  await expect(page.getByRole("button", { name: "解鎖" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "姓名" })).toHaveCount(0);
  await typePin(page, PIN, "解鎖");
  await expect(page.getByRole("textbox", { name: "姓名" })).toHaveValue("王小明");
});
