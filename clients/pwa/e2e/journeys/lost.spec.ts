import { expect, test } from "../stage";

test("a store that goes away under the open page is told at once", async ({ arrive }) => {
  const { page } = await arrive("barista1");
  await expect(page.getByTestId("ticket")).not.toHaveCount(0);
  await page.evaluate(async () => {
    for (const { name = "" } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
  });
  const told = page.getByRole("alert").filter({ hasText: "瀏覽器剛剛清掉了這台裝置的資料" });
  await expect(told).toBeVisible();
  await told.getByRole("button", { name: "重新載入" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await expect(page.getByText("瀏覽器清掉了這台裝置的資料")).toBeVisible();
});

test("a browser without Web Locks says what to mind, and works", async ({ arrive }) => {
  const { page } = await arrive("barista1", {
    prepare: (context) =>
      context.addInitScript(() => {
        Reflect.deleteProperty(Navigator.prototype, "locks");
      }),
  });
  await expect(page.getByTestId("ticket")).not.toHaveCount(0);
  await page.goto("/sync");
  await expect(page.getByText("請只開一個分頁")).toBeVisible();
});
