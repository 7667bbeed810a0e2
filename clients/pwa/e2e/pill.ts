import { expect, type Page } from "@playwright/test";

/** So long may a reconnect take: the pause between two tries has grown by then. */
const RECONNECT = { timeout: 45_000 };

/** What the pill says first. */
export type PillState = "received" | "sent" | "waiting" | "no-contact" | "needs-you";

/** Waits until the pill's first word is this one. */
export async function expectPill(page: Page, state: PillState): Promise<void> {
  await expect(page.getByTestId("pill")).toHaveAttribute("data-state", state, RECONNECT);
}

/** Waits until exactly so many writes wait here. */
export async function expectWaiting(page: Page, count: number): Promise<void> {
  await expect(page.getByTestId("pill")).toHaveAttribute("data-waiting", String(count), RECONNECT);
}

/** Waits until the server has everything that was done here. */
export async function expectAllReceived(page: Page): Promise<void> {
  await expectPill(page, "received");
  await expectWaiting(page, 0);
}
