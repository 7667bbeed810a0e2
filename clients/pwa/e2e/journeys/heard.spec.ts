import type { Page } from "@playwright/test";

import { expect, test } from "../stage";
import { stationOf } from "../station";

interface Noted {
  readonly awake: number;
  readonly chimes: number;
}

declare global {
  interface Window {
    noted: { awake: number; chimes: number; locks: WakeLockSentinel[] };
  }
}

const noted = (page: Page): Promise<Noted> =>
  page.evaluate(() => ({ awake: window.noted.awake, chimes: window.noted.chimes }));

test("a new order is heard, and the screen stays awake, again after the page was hidden", async ({
  arrive,
  office,
}) => {
  const { page } = await arrive("barista1", {
    prepare: async (context) => {
      await context.addInitScript(() => {
        window.noted = { awake: 0, chimes: 0, locks: [] };
        globalThis.OscillatorNode = class extends OscillatorNode {
          override start(when?: number): void {
            window.noted.chimes += 1;
            super.start(when);
          }
        };
        Object.defineProperty(navigator, "wakeLock", {
          value: {
            request: () => {
              window.noted.awake += 1;
              const lock = Object.assign(new EventTarget(), {
                released: false,
                release: () => {
                  lock.released = true;
                  lock.dispatchEvent(new Event("release"));
                  return Promise.resolve();
                },
              });
              window.noted.locks.push(lock as unknown as WakeLockSentinel);
              return Promise.resolve(lock);
            },
          },
        });
      });
    },
  });
  const station = stationOf(page);
  await expect(page.getByTestId("ticket")).not.toHaveCount(0);
  expect(await noted(page)).toEqual({ awake: 1, chimes: 0 });

  // The browser takes the lock away from a page that is hidden.
  await page.evaluate(() => {
    const hide = (state: DocumentVisibilityState) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    };
    hide("hidden");
    void window.noted.locks[0]?.release();
    hide("visible");
  });
  await expect.poll(() => noted(page)).toEqual({ awake: 2, chimes: 0 });

  await page.getByRole("button", { name: "提示音關" }).click();
  await expect(page.getByRole("button", { name: "提示音開" })).toBeVisible();
  const before = (await noted(page)).chimes;
  expect(before).toBeGreaterThan(0);
  const [drink] = await office.all("item", { kind: "drink" });
  await office.create("drink_order", { station, drink: drink?.name ?? "拿鐵" });
  await expect.poll(async () => (await noted(page)).chimes).toBeGreaterThan(before);
  await expect(page.getByRole("button", { name: "提示音開" })).toBeVisible();

  // After a reload the browser wants a touch first; the screen says so.
  await page.reload();
  await expect(page.getByRole("button", { name: /點一下開聲音|提示音開/ })).toBeVisible();
  await page.getByRole("heading", { name: "待製作" }).click();
  await expect(page.getByRole("button", { name: "提示音開" })).toBeVisible();
});
