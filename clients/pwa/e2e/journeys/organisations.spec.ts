import { PASSWORD } from "../accounts";
import { foundAnother } from "../organisations";
import { expectAllReceived } from "../pill";
import { expect, test } from "../stage";

const OTHER = "松山咖啡";

test("who belongs to two organisations chooses one, and sees nothing of the other", async ({
  server,
  visit,
}) => {
  await foundAnother(server, OTHER, { user: "dispatcher1", role: "admin" });
  const { page } = await visit();
  const enter = async (): Promise<void> => {
    await page.getByLabel("帳號或電子郵件").fill("dispatcher1");
    await page.getByLabel("密碼").fill(PASSWORD);
    await page.getByRole("button", { name: "登入", exact: true }).click();
  };
  const choose = async (name: string | RegExp): Promise<void> => {
    await page.getByRole("button", { name: /組織/ }).click();
    await page.getByRole("option", { name }).click();
    await page.getByRole("button", { name: "登入", exact: true }).click();
  };
  await page.goto("/office/customers");
  await enter();
  await choose(OTHER);
  await expect(page.getByRole("heading", { name: "客戶" })).toBeVisible();
  await expectAllReceived(page);
  await expect(page.getByRole("row")).toHaveCount(0);
  await page.goto("/sync");
  await page.getByText("裝置與版本").click();
  await expect(page.getByText(OTHER)).toBeVisible();

  await page.goto("/office/customers");
  await page.getByRole("button", { name: /個人與裝置$/ }).click();
  await page.getByRole("menuitem", { name: "登出" }).click();
  await page.getByRole("button", { name: "登出並移除這台裝置的資料" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await enter();
  await choose(/^(?!松山)/);
  await expect(page.getByTestId("pill")).toBeVisible();
  await expectAllReceived(page);
  await page.goto("/office/customers");
  await expect(page.getByRole("row")).not.toHaveCount(0);
});
