import { expect, test } from "../stage";

test("from an order to its place on the dispatch board, on a desk and on a phone", async ({
  arrive,
  office,
}) => {
  const { page } = await arrive("dispatcher1", { width: 1440, height: 900 });
  const stop = page.locator('[data-testid="stop"][data-standing="planned"]').last();
  const id = (await stop.getAttribute("data-id")) ?? "";
  const { order } = await office.one("stop", id);
  const { number } = await office.one("delivery_order", order ?? "");
  for (const size of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size);
    await page.goto(`/office/orders/${order}`);
    await page.getByRole("button", { name: "改派" }).click();
    const sheet = page.getByRole("dialog");
    await expect(sheet.getByRole("link", { name: new RegExp(String(number)) })).toBeVisible();
    await expect(page).not.toHaveURL(/order=/);
    await page.keyboard.press("Escape");
    await expect(page.locator(`[data-testid="stop"][data-id="${id}"]`)).toBeInViewport();
  }
});
