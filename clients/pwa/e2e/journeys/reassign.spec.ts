import type { Page } from "@playwright/test";

import type { CliDevice } from "../cli-device";
import type { Rest } from "../rest";
import { expect, test } from "../stage";

const DRIVEN_WITHOUT_CONTACT = "改派之前，原司機已經送達";

test("a stop is dragged away from a driver who has delivered it already @smoke", async ({
  arrive,
  office,
  phone,
}) => {
  test.setTimeout(240_000);
  const { from, to, stop } = await aStopToMove(office);
  const driver = await phone(from.driver);
  const other = await phone(to.driver);
  const { page } = await arrive("dispatcher1", { width: 1920, height: 1000 });

  await test.step("the dispatcher drags it to another route; its driver has not seen it", async () => {
    const place = column(page, to.id).getByTestId("stop").last();
    await row(page, stop).dragTo(place);
    await expect(column(page, to.id).locator(rowOf(stop))).toBeVisible();
    await expect(column(page, from.id).locator(rowOf(stop))).toHaveCount(0);
    await expect(column(page, to.id)).toContainText("項變更尚未看到", { timeout: 40_000 });
    await seen(other);
    await expect(column(page, to.id)).not.toContainText("項變更尚未看到", { timeout: 40_000 });
  });

  await test.step("the first driver, without contact, has delivered it", async () => {
    const mine = await driver.list("stop", { route: from.id });
    expect(mine.find(({ id }) => id === stop)).toMatchObject({ state: "planned" });
    await driver.set("stop", stop, { state: "delivered" });
    const delivery = await driver.add("delivery", {
      stop,
      route: from.id,
      driver: from.driver,
      outcome: "delivered",
    });
    await seen(driver);
    await expect(column(page, to.id).locator(rowOf(stop))).toContainText(DRIVEN_WITHOUT_CONTACT);
    await expect(column(page, to.id).locator(rowOf(stop))).toContainText("已送達");
    expect(await office.one("stop", stop)).toMatchObject({ state: "delivered", route: to.id });
    expect(await office.one("delivery", delivery)).toMatchObject({ stop, outcome: "delivered" });
  });
});

test("the same by keyboard alone", async ({ arrive, office }) => {
  const { from, to, stop } = await aStopToMove(office);
  const { page } = await arrive("dispatcher1", { width: 1920, height: 1000 });
  await row(page, stop).focus();
  await page.keyboard.press("m");
  const dialog = page.getByRole("dialog", { name: /排進路線$/ });
  const { name } = await office.one("person", to.driver);
  await dialog.getByRole("option", { name: new RegExp(name) }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("button", { name: /位置/ })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("button", { name: "排進去" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(column(page, to.id).locator(rowOf(stop))).toBeVisible();
  await expect(column(page, from.id).locator(rowOf(stop))).toHaveCount(0);
  await expect.poll(async () => (await office.one("stop", stop)).route).toBe(to.id);
});

interface Leg {
  readonly id: string;
  readonly driver: string;
}

/** A stop that is still to come, its route, and another one beside it. */
async function aStopToMove(office: Rest): Promise<{ from: Leg; to: Leg; stop: string }> {
  const routes = await office.all("route", { state: "running" });
  const [from, to] = routes
    .filter(({ driver }) => driver !== undefined)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, driver = "" }) => ({ id, driver }));
  if (from === undefined || to === undefined) throw new Error("there are no two routes on the way");
  const stops = await office.all("stop", { route: from.id, state: "planned" });
  const [, second] = stops.sort((a, b) => a.sequence - b.sequence);
  if (second === undefined) throw new Error("the first route has no stop to come");
  return { from, to, stop: second.id };
}

/** A device hands in and reads; once more, to say how far it has read. */
async function seen(device: CliDevice): Promise<void> {
  await device.sync();
  await device.sync();
}

function column(page: Page, route: string) {
  return page.locator(`[data-testid="route-column"][data-route="${route}"]`);
}

function row(page: Page, stop: string) {
  return page.locator(rowOf(stop));
}

function rowOf(stop: string): string {
  return `[data-testid="stop"][data-id="${stop}"]`;
}
