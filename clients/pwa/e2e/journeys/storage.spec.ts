import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { callOut } from "../../src/app/station/callout";
import { expectAllReceived, expectWaiting } from "../pill";
import { expect, signIn, test } from "../stage";
import { fetchNumbers, goTo, order, said, stationOf, tap, ticket } from "../station";

test("a browser that promises no storage says so plainly", async ({ arrive }) => {
  const { page } = await arrive("barista1", {
    prepare: (context) =>
      context.addInitScript(() => {
        StorageManager.prototype.persist = () => Promise.resolve(false);
        StorageManager.prototype.persisted = () => Promise.resolve(false);
      }),
  });
  await page.goto("/sync");
  await expect(page.getByText("瀏覽器沒有答應保留")).toBeVisible();
});

test("a full disk takes the tap back with words, and nothing is half saved", async ({
  arrive,
  server,
}) => {
  const { context, page } = await arrive("barista1");
  await goTo(page, "現場點單");
  const call = await order(page, { drink: "美式咖啡", milk: null });
  await goTo(page, "出杯佇列");
  await expectAllReceived(page);
  const browser = await context.newCDPSession(page);
  const { origin } = new URL(server.url);
  await browser.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });

  await ticket(page, call, "to-make").locator("[data-ticket-target]").click();
  await expect(said(page)).toContainText("清出一些空間");
  await expect(ticket(page, call, "to-make")).toBeVisible();
  await expectWaiting(page, 0);
  await page.reload();
  await expect(ticket(page, call, "to-make")).toBeVisible();

  await browser.send("Storage.overrideQuotaForOrigin", { origin });
  await tap(page, call, "to-make");
  await expectAllReceived(page);
});

test("a browser that has evicted the store is enrolled afresh and pulls everything", async ({
  arrive,
}) => {
  const { page } = await arrive("barista1");
  const station = stationOf(page);
  await page.goto("/status");
  await page.evaluate(async () => {
    for (const { name = "" } of await indexedDB.databases()) {
      await new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = resolve;
        request.onerror = reject;
      });
    }
  });
  await page.goto(`/station/${station}/queue`);
  await expect(page.getByText("瀏覽器清掉了這台裝置的資料")).toBeVisible();
  await signIn(page, "barista1");
  await expect(page.getByTestId("ticket")).not.toHaveCount(0);
});

test("a damaged store is rebuilt after what was not sent is in a file", async ({
  arrive,
  office,
}) => {
  const { context, page } = await arrive("barista1");
  const station = stationOf(page);
  await fetchNumbers(page);
  await context.setOffline(true);
  const call = await order(page, { drink: "美式咖啡", milk: null });
  await page.route("**/api/v1/**", (route) => route.abort());
  await page.routeWebSocket("**/api/v1/live", (socket) => socket.close());
  await context.setOffline(false);
  await damage(page);
  await page.goto(`/station/${station}/queue`);
  await expect(page.getByText("這台裝置上的資料讀不出來")).toBeVisible();
  const rebuild = page.getByRole("button", { name: "重建" });
  await expect(rebuild).toBeDisabled();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "儲存檔案" }).click(),
  ]);
  const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\n");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ fieldpost: "outbox" });
  expect(lines.filter((line) => line.includes("美式咖啡"))).toHaveLength(1);

  await page.unroute("**/api/v1/**");
  await rebuild.click();
  await signIn(page, "barista1");
  await expect(page.getByTestId("ticket")).not.toHaveCount(0);
  const orders = await office.all("drink_order", { station });
  expect(orders.filter(({ number }) => callOut(number ?? 0) === call)).toHaveLength(0);
});

/** Takes the head of the session out of the store, as a crash of the disk would. */
async function damage(page: Page): Promise<void> {
  await page.goto("/status");
  await page.evaluate(async () => {
    const answered = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("no reason is given"));
      });
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await answered(indexedDB.open(name));
      if (database.objectStoreNames.contains("meta")) {
        await answered(
          database.transaction("meta", "readwrite").objectStore("meta").delete("head"),
        );
      }
      database.close();
    }
  });
}
