import type { Page } from "@playwright/test";

import { LANGUAGES, type Screen, SCREENS, THEMES } from "./gallery";
import { expect, test } from "./stage";
import { type Look, tour } from "./tour";

/** What is wrong with a screen; it comes when `come` is called. */
type See = (
  page: Page,
  screen: Screen,
  come: () => Promise<void>,
  look: Look,
) => Promise<readonly string[]>;

/** A test for each language and theme: nothing is wrong with any screen. It may take so many ms. */
export function testEveryScreen(name: string, ms: number, see: See): void {
  for (const language of LANGUAGES) {
    for (const theme of THEMES) {
      test(`${name}, ${language}, ${theme}`, async ({ visit, server }) => {
        test.setTimeout(ms);
        const look = { language, theme };
        const found = await tour(
          SCREENS,
          look,
          server,
          () => visit(look),
          (page, screen, come) => see(page, screen, come, look),
        );
        expect(found).toEqual([]);
      });
    }
  }
}
