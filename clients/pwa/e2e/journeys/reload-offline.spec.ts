import { expectAllReceived, expectPill, expectWaiting } from "../pill";
import { expect, test } from "../stage";
import { stationOf } from "../station";

test("a deep link opens without the network, and work goes on @smoke", async ({
  arrive,
  office,
}) => {
  const { context, page } = await arrive("barista1");
  const station = stationOf(page);
  const shelves = await office.all("inventory_item", { station });
  const oat = shelves.find((shelf) => shelf.name === "燕麥奶");
  if (oat === undefined) throw new Error("the demonstration has no oat milk");

  await context.setOffline(true);
  const response = await page.goto(`/station/${station}/stock`);
  expect(response?.fromServiceWorker()).toBe(true);
  const shelf = page.getByRole("group", { name: "燕麥奶" });
  await expect(shelf.getByRole("status")).toContainText((oat.stock / 1000).toFixed(1));

  await shelf.getByRole("button", { name: /^少/ }).click();
  await expectWaiting(page, 1);
  await page.reload();
  await expectWaiting(page, 1);
  await expect(shelf.getByRole("status")).toContainText(((oat.stock - 1000) / 1000).toFixed(1));
  expect((await office.one("inventory_item", oat.id)).stock).toBe(oat.stock);

  await context.setOffline(false);
  await expectAllReceived(page);
  expect((await office.one("inventory_item", oat.id)).stock).toBe(oat.stock - 1000);
});

test("a server that is gone is told by contact, not by the radio @smoke", async ({
  arrive,
  server,
}) => {
  const { page } = await arrive("barista1");
  const station = stationOf(page);
  await server.kill();
  await page.goto(`/station/${station}/stock`);
  await expect(page.getByRole("group", { name: "燕麥奶" })).toBeVisible();
  await expectPill(page, "no-contact");
  expect(await page.evaluate(() => navigator.onLine)).toBe(true);
  await server.start();
  await expectPill(page, "received");
});
