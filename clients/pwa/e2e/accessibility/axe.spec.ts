import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { testEveryScreen } from "../every-screen";
import { settled } from "../tour";

const STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Where a screen is laid out otherwise. */
const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;

testEveryScreen("axe finds nothing on any screen", 1_800_000, async (page, screen, come) => {
  const seen: string[] = [];
  await page.setViewportSize(SIZES[0]);
  await come();
  for (const size of SIZES) {
    await page.setViewportSize(size);
    if (screen.in?.isStuck !== true) await settled(page);
    seen.push(...(await violations(page)).map((what) => `${size.width}: ${what}`));
  }
  return seen;
});

/** What axe finds, a line for each element. */
async function violations(page: Page): Promise<readonly string[]> {
  const { violations: all } = await new AxeBuilder({ page })
    .withTags(STANDARD)
    // What was announced stays there for a while, also where its words have gone.
    .exclude("[data-live-announcer]")
    .analyze();
  return all.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) => {
      const why = failureSummary.split("\n").slice(1).join(";").trim();
      return `${id} at ${target.join(" ")} (${why})`;
    }),
  );
}
