import { readFile } from "node:fs/promises";

import type { BrowserContext, Page } from "@playwright/test";

import { callOut } from "../../src/app/station/callout";
import { expectAllReceived, expectWaiting } from "../pill";
import type { Server } from "../server";
import { expect, signIn, test } from "../stage";
import { fetchNumbers, goTo, order, ordered, said, stationOf, tap, ticket } from "../station";

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
  office,
}) => {
  const { context, page } = await arrive("barista1");
  await goTo(page, "現場點單");
  const call = await order(page, { drink: "美式咖啡", milk: null });
  const later = await order(page, { drink: "義式濃縮", milk: null });
  await goTo(page, "出杯佇列");
  await expectAllReceived(page);
  // Work of before, not sent yet, has to outlive the full disk.
  await context.setOffline(true);
  await tap(page, later, "to-make");
  await expectWaiting(page, 1);
  const free = await fillDisk(page, context, server);

  await ticket(page, call, "to-make").locator("[data-ticket-target]").click();
  await expect(said(page)).toContainText("清出一些空間");
  await expect(ticket(page, call, "to-make")).toBeVisible();
  await expectWaiting(page, 1);
  await page.reload();
  await expect(ticket(page, call, "to-make")).toBeVisible();
  await expect(ticket(page, later, "making")).toBeVisible();
  await expectWaiting(page, 1);

  await free();
  await tap(page, call, "to-make");
  await expectWaiting(page, 2);
  await context.setOffline(false);
  await expectAllReceived(page);
  const orders = await office.all("drink_order", { station: stationOf(page) });
  const made = orders.filter(({ number }) => [call, later].includes(callOut(number ?? 0)));
  expect(made.map(({ state }) => state)).toEqual(["in_progress", "in_progress"]);
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
  const before = await office.all("drink_order", { station });
  await fetchNumbers(page);
  const sent = await order(page, { drink: "美式咖啡", milk: null });
  await expectAllReceived(page);
  await context.setOffline(true);
  const kept = await order(page, { drink: "義式濃縮", milk: null });
  await expectWaiting(page, 1);

  await damage(page);
  await expect(page.getByText("這台裝置上的資料讀不出來")).toBeVisible();
  const rebuild = page.getByRole("button", { name: "重建" });
  await expect(rebuild).toBeDisabled();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "儲存檔案" }).click(),
  ]);
  const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\n");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ fieldpost: "outbox" });
  expect(lines.slice(1)).toHaveLength(1);
  expect(lines[1]).toContain("義式濃縮");

  await context.setOffline(false);
  await rebuild.click();
  await signIn(page, "barista1");
  const orders = await office.all("drink_order", { station });
  const calls = orders.map(({ number }) => callOut(number ?? 0));
  expect(orders).toHaveLength(before.length + 1);
  expect(calls.filter((call) => call === sent)).toEqual([sent]);
  expect(calls).not.toContain(kept);
  for (const [column, state] of [
    ["to-make", "pending"],
    ["making", "in_progress"],
    ["ready", "completed"],
  ] as const) {
    const there = orders.filter((each) => each.state === state);
    await expect(page.locator(`[data-testid=ticket][data-column=${column}]`)).toHaveCount(
      there.length,
    );
  }
  // The new store is a device like any other.
  await goTo(page, "現場點單");
  const fresh = await order(page, { drink: "美式咖啡", milk: null });
  await expectAllReceived(page);
  expect(await ordered(office, station, fresh)).toHaveLength(1);
});

/** Leaves the browser no room for this origin, and waits until it refuses to write; the answer gives
 * the room back. Chromium trusts the room that it has counted for half a minute. */
async function fillDisk(
  page: Page,
  context: BrowserContext,
  server: Server,
): Promise<() => Promise<void>> {
  const browser = await context.newCDPSession(page);
  const { origin } = new URL(server.url);
  await browser.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  await expect
    .poll(() => page.evaluate(writeSomething), { timeout: 60_000, intervals: [2_000] })
    .toBe("QuotaExceededError");
  return async () => {
    await browser.send("Storage.overrideQuotaForOrigin", { origin });
    expect(await page.evaluate(writeSomething)).toBe("written");
  };
}

/** Writes into a database beside the app's: what the browser says to it. */
async function writeSomething(): Promise<string> {
  const opened = indexedDB.open("beside");
  opened.onupgradeneeded = () => opened.result.createObjectStore("things", { autoIncrement: true });
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opened.onsuccess = () => {
      resolve(opened.result);
    };
    opened.onerror = () => {
      reject(opened.error ?? new Error("no reason is given"));
    };
  });
  try {
    return await new Promise((resolve) => {
      const transaction = database.transaction("things", "readwrite");
      transaction.objectStore("things").add("something");
      transaction.oncomplete = () => {
        resolve("written");
      };
      transaction.onabort = () => {
        resolve(transaction.error?.name ?? "");
      };
    });
  } finally {
    database.close();
  }
}

/** Takes the head of the session out of the store, as a crash of the disk would, and opens the page
 * anew. */
async function damage(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const answered = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(request.error ?? new Error("no reason is given"));
        };
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
  await page.reload();
}
