import { expect, test } from "../stage";

test("language and theme change while one works, and stay", async ({ arrive }) => {
  const { page } = await arrive("dispatcher1");
  const root = page.locator("html");
  await expect(root).toHaveAttribute("data-theme", "light");
  const menu = () => page.getByRole("button", { name: /個人與裝置|device/i });
  await menu().click();
  await page.getByRole("menuitem", { name: "English" }).click();
  await expect(page.getByRole("link", { name: "Orders" })).toBeVisible();
  await expect(root).toHaveAttribute("lang", "en");
  await menu().click();
  await page.getByRole("menuitem", { name: /^Use light/i }).click();
  await menu().click();
  await page.getByRole("menuitem", { name: /^Use dark/i }).click();
  await expect(root).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.getByRole("link", { name: "Orders" })).toBeVisible();
  await expect(root).toHaveAttribute("data-theme", "dark");
  await menu().click();
  await page.getByRole("menuitem", { name: "繁體中文" }).click();
  await expect(page.getByRole("link", { name: "訂單" })).toBeVisible();
});
