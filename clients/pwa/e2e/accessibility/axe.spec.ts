import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { LANGUAGES, SCREENS, THEMES } from "../gallery";
import { expect, signIn, test } from "../stage";
import { byUser, choose, open, stationOf } from "../tour";

const STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

for (const language of LANGUAGES) {
  for (const theme of THEMES) {
    test(`axe finds nothing on any screen, ${language}, ${theme}`, async ({ visit, office }) => {
      test.setTimeout(600_000);
      const station = await stationOf(office, "barista1");
      const found: string[] = [];
      for (const [user, screens] of byUser(SCREENS)) {
        const { context, page } = await visit({ language, theme });
        await choose(page, { language, theme });
        if (user !== null) await signIn(page, user);
        for (const screen of screens) {
          await open(page, screen, station);
          found.push(...(await violations(page)).map((each) => `${screen.name}: ${each}`));
        }
        await context.close();
      }
      expect(found).toEqual([]);
    });
  }
}

/** What axe finds, a line for each element. */
async function violations(page: Page): Promise<readonly string[]> {
  const { violations: all } = await new AxeBuilder({ page }).withTags(STANDARD).analyze();
  return all.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) => {
      const why = failureSummary.split("\n").slice(1).join(";").trim();
      return `${id} at ${target.join(" ")} (${why})`;
    }),
  );
}
