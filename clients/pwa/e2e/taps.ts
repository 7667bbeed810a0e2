import type { Page } from "@playwright/test";

declare global {
  interface Window {
    /** How often the page was touched since it was opened. */
    taps?: number;
  }
}

/** Counts touches of the page, whatever they hit, from now on. */
export async function countTaps(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const isCounted = window.taps !== undefined;
    window.taps = 0;
    if (isCounted) return;
    addEventListener("pointerdown", () => (window.taps = (window.taps ?? 0) + 1), true);
  });
  return async () => {
    const taps = await page.evaluate(() => {
      const so = window.taps;
      window.taps = 0;
      return so;
    });
    if (taps === undefined) throw new Error("the page was opened anew: nothing was counted");
    return taps;
  };
}
