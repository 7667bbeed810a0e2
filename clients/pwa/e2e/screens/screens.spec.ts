import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Page } from "@playwright/test";

import { LANGUAGES, SCREENS, THEMES, WIDTHS } from "../gallery";
import { expect, signIn, test } from "../stage";
import { byUser, choose, open, settled, stationOf } from "../tour";
import { faultsOf } from "./faults";

const FOLDER = fileURLToPath(new URL("../../../../docs/screens", import.meta.url));
const HEIGHTS: Readonly<Record<number, number>> = { 390: 844, 820: 1180, 1280: 800, 1920: 1080 };
/** Where large text is the hardest; elsewhere it is only looked through for faults. */
const LARGE_AT: readonly number[] = [390, 1280];

for (const language of LANGUAGES) {
  for (const theme of THEMES) {
    test(`a picture of every screen, ${language}, ${theme}`, async ({ visit, office }) => {
      test.setTimeout(1_800_000);
      mkdirSync(FOLDER, { recursive: true });
      const station = await stationOf(office, "barista1");
      const found: string[] = [];
      for (const [user, screens] of byUser(SCREENS)) {
        const { context, page } = await visit({ language, theme });
        await choose(page, { language, theme });
        if (user !== null) await signIn(page, user);
        for (const screen of screens) {
          await page.setViewportSize({ width: 1280, height: 800 });
          await open(page, screen, station);
          for (const large of [false, true]) {
            await enlarge(page, large);
            for (const width of WIDTHS) {
              await page.setViewportSize({ width, height: HEIGHTS[width] ?? 800 });
              await settled(page);
              const name = `${screen.name}.${language}.${theme}.${width}${large ? ".text200" : ""}`;
              found.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`));
              if (large && !LARGE_AT.includes(width)) continue;
              await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: "disabled" });
            }
          }
          await enlarge(page, false);
        }
        await context.close();
      }
      expect(found).toEqual([]);
    });
  }
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
