import type { Page } from "@playwright/test";

/** Chooses an entry of the menu that is open, whatever the language calls it. */
export async function chooseItem(page: Page, id: string): Promise<void> {
  await page.locator(`[role=menuitem][data-key="${id}"]`).click();
}

/** Asks something of the first route by its menu. */
export async function ask(page: Page, id: string): Promise<void> {
  await page.getByTestId("route-column").first().locator("[aria-haspopup]").first().click();
  await chooseItem(page, id);
  await page.getByRole("dialog").waitFor();
}

/** Presses a key where the focus is. */
export function pressKey(page: Page, key: string): Promise<void> {
  return page.keyboard.press(key);
}
