import type { Page } from "@playwright/test";

import { expectWaiting } from "../pill";
import { expect, test } from "../stage";

const MINE = "0911-000-111";
const THEIRS = "0922-000-222";

test("two people change a phone number: both are kept until one is chosen, by keys", async ({
  arrive,
  office,
}) => {
  const here = await arrive("dispatcher1");
  const there = await arrive("dispatcher2");
  const [customer] = await office.all("customer");
  if (customer === undefined) throw new Error("the demonstration has no customer");

  await there.context.setOffline(true);
  await change(here.page, customer.id, MINE);
  await expectWaiting(here.page, 0);
  await change(there.page, customer.id, THEIRS);
  await there.context.setOffline(false);
  await expectWaiting(there.page, 0);

  await here.page.goto(`/office/needs-you?record=${customer.id}`);
  const field = here.page.getByRole("radiogroup", { name: "電話" });
  await expect(field.getByRole("radio")).toHaveCount(2);
  await expect(field).toContainText(MINE);
  await expect(field).toContainText(THEIRS);
  const first = (
    await field.getByRole("radio").first().locator("xpath=ancestor::label").innerText()
  ).includes(MINE)
    ? MINE
    : THEIRS;
  await here.page.getByRole("region", { name: "選擇版本" }).focus();
  await here.page.keyboard.press("1");
  await here.page.keyboard.press("Enter");

  await expect.poll(async () => (await office.one("customer", customer.id))._.c).toBeUndefined();
  expect((await office.one("customer", customer.id)).phone).toBe(first);
  for (const { page } of [here, there]) {
    await page.goto(`/office/customers/${customer.id}`);
    await expect(page.getByRole("complementary").or(page.getByRole("region"))).toContainText([
      first,
    ]);
    await expect(page.getByText("兩個人改了同一欄")).toHaveCount(0);
  }
});

async function change(page: Page, customer: string, phone: string): Promise<void> {
  await page.goto(`/office/customers/${customer}`);
  await page.getByRole("button", { name: "編輯", exact: true }).click();
  await page.getByRole("textbox", { name: "電話" }).fill(phone);
  await page.getByRole("button", { name: "存檔" }).click();
  await expect(page.getByRole("button", { name: "存檔" })).toHaveCount(0);
}
