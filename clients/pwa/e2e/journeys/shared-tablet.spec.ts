import type { Page } from "@playwright/test";

import { PASSWORD } from "../accounts";
import { expectAllReceived, expectWaiting } from "../pill";
import { expect, test } from "../stage";
import { fetchNumbers, order } from "../station";
import { comeIn, tabletOfA } from "../tablet";

/** How many customers the browser keeps: only the office may see them. */
function customers(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("fieldpost");
        opening.onerror = () => reject(new Error("the store does not open"));
        opening.onsuccess = () => {
          const database = opening.result;
          const asked = database
            .transaction("record_customer")
            .objectStore("record_customer")
            .count();
          asked.onerror = () => reject(new Error("the store cannot be read"));
          asked.onsuccess = () => {
            database.close();
            resolve(asked.result);
          };
        };
      }),
  );
}

test("who signs in next on a tablet sees what they may, and the queue stays", async ({
  visit,
  office,
}) => {
  const { context, page, station } = await tabletOfA(visit, office);
  await comeIn(page, "barista1");
  expect(await customers(page)).toBe(0);
  await fetchNumbers(page);
  await context.setOffline(true);
  await order(page, { drink: "美式咖啡", milk: null });
  await expectWaiting(page, 1);
  await context.setOffline(false);

  await page.goto("/sign-in");
  await page.getByLabel("帳號或電子郵件").fill("dispatcher1");
  await page.getByLabel("密碼").fill(PASSWORD);
  await page.getByRole("button", { name: "登入", exact: true }).click();
  await expect.poll(() => customers(page)).toBeGreaterThan(0);
  await expectAllReceived(page);

  await comeIn(page, "barista1");
  await expect.poll(() => customers(page)).toBe(0);
  const orders = await office.all("drink_order", { station });
  expect(orders.length).toBeGreaterThan(0);
});
