import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { CDPSession, Page } from "@playwright/test";

import { testEveryScreen } from "../every-screen";
import { WIDTHS } from "../gallery";
import { settled } from "../tour";
import { faultsOf } from "./faults";

const FOLDER = fileURLToPath(new URL("../../../../docs/screens", import.meta.url));
const HEIGHTS: Readonly<Record<number, number>> = { 390: 844, 820: 1180, 1280: 800, 1920: 1080 };
/** Where large text is the hardest; elsewhere it is only looked through for faults. */
const LARGE_AT: readonly number[] = [390, 1280];

/** Widths of what is held in a hand, and what a finger needs there; elsewhere there is a pointer. */
const FINGERS: readonly number[] = [390, 820];
const FINGER = 44;
const POINTER = 24;

testEveryScreen("a picture of every screen", 3_600_000, async (page, screen, come, look) => {
  mkdirSync(FOLDER, { recursive: true });
  const seen: string[] = [];
  await page.setViewportSize({ width: 1280, height: 800 });
  await touch(page, false);
  await come();
  for (const large of [false, true]) {
    await enlarge(page, large);
    for (const width of screen.widths ?? WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHTS[width] ?? 800 });
      await touch(page, FINGERS.includes(width));
      if (screen.in?.isStuck !== true) await settled(page);
      const size = `${width}${large ? ".text200" : ""}`;
      if (!large || LARGE_AT.includes(width)) {
        const name = `${screen.name}.${look.language}.${look.theme}.${size}.png`;
        await page.screenshot({ path: join(FOLDER, name), animations: "disabled" });
      }
      const least = FINGERS.includes(width) ? FINGER : POINTER;
      seen.push(...(await faultsOf(page, least)).map((fault) => `${size}: ${fault}`));
    }
  }
  await enlarge(page, false);
  return seen;
});

/** It holds only while its session does. */
const HANDS = new WeakMap<Page, CDPSession>();

/** Whether the page is worked by fingers. */
async function touch(page: Page, enabled: boolean): Promise<void> {
  let hand = HANDS.get(page);
  if (hand === undefined) {
    hand = await page.context().newCDPSession(page);
    HANDS.set(page, hand);
  }
  await hand.send("Emulation.setTouchEmulationEnabled", { enabled });
}

/** The text as large as some people set it in their browser. */
async function enlarge(page: Page, isLarge: boolean): Promise<void> {
  await page.evaluate(
    (size) => {
      document.documentElement.style.fontSize = size;
    },
    isLarge ? "200%" : "",
  );
}
