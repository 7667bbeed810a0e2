import { expectAllReceived } from "../pill";
import { expect, test } from "../stage";

test("a finger puts an order on a route without dragging, and is told how", async ({
  arrive,
  office,
}) => {
  const { page } = await arrive("dispatcher1", { width: 390, height: 844, touch: true });
  await expect(page.getByText("點一下訂單，就能排進路線")).toBeVisible();
  await expect(page.getByText("選取後按 A")).toBeHidden();
  const card = page.getByTestId("order-card").first();
  const id = (await card.getAttribute("data-id")) ?? "";
  await card.tap();
  await page.getByRole("dialog").getByRole("button", { name: "指派到路線" }).tap();
  await page.getByRole("button", { name: "排進去" }).tap();
  await expect(page.locator(`[data-testid="order-card"][data-id="${id}"]`)).toHaveCount(0);
  await expectAllReceived(page);
  expect(await office.all("stop", { order: id })).toHaveLength(1);
});
