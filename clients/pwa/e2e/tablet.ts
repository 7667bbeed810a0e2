import { expect, type Page } from "@playwright/test";

import { PASSWORD } from "./accounts";
import { expectAllReceived } from "./pill";
import type { Rest } from "./rest";
import { type Seat, whenKept } from "./stage";

/** A browser that was never here becomes a tablet of station A, by a code of the office. */
export async function tabletOfA(
  visit: () => Promise<Omit<Seat, "person">>,
  office: Rest,
): Promise<Omit<Seat, "person"> & { readonly station: string }> {
  const [station] = await office.all("station", { name: "A 吧台" });
  if (station === undefined) throw new Error("the demonstration has no station A");
  const seat = await visit();
  const { page } = seat;
  await page.goto("/setup");
  await page.getByLabel("設定碼").fill(await office.code({ station: station.id }));
  await page.getByRole("button", { name: "開始設定" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  return { ...seat, station: station.id };
}

/** Somebody signs in on a tablet that is set up, and everything is pulled. */
export async function comeIn(page: Page, user: string): Promise<void> {
  if (!page.url().endsWith("/sign-in")) await page.goto("/sign-in");
  await page.getByLabel("帳號或電子郵件").fill(user);
  await page.getByLabel("密碼").fill(PASSWORD);
  await page.getByRole("button", { name: "登入", exact: true }).click();
  await expect(page.getByRole("heading", { name: "待製作" })).toBeVisible({ timeout: 30_000 });
  await expectAllReceived(page);
  await whenKept(page);
}

/** Types a PIN into the pad that is open. */
export async function typePin(page: Page, pin: string, action: string): Promise<void> {
  const pad = page
    .getByRole("group")
    .filter({ has: page.getByRole("button", { name: "刪除一碼" }) });
  for (const digit of pin) await pad.getByRole("button", { name: digit, exact: true }).click();
  await pad.getByRole("button", { name: action }).click();
}
