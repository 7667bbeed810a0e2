import { expect, type Page } from "@playwright/test";

import type { LANGUAGES, Screen, THEMES } from "./gallery";
import type { Rest } from "./rest";

/** How a browser shows things from its first page on. */
export interface Look {
  readonly language: (typeof LANGUAGES)[number];
  readonly theme: (typeof THEMES)[number];
}

/** Chooses language and theme as a person does in the menu, before any page is opened. */
export async function choose(page: Page, { language, theme }: Look): Promise<void> {
  await page.addInitScript(
    ([chosenLanguage, chosenTheme]) => {
      localStorage.setItem("fieldpost.language", chosenLanguage);
      localStorage.setItem("fieldpost.theme", chosenTheme);
    },
    [language, theme] as const,
  );
}

/** Whom the screens belong to, with theirs. */
export function byUser(screens: readonly Screen[]): ReadonlyMap<string | null, readonly Screen[]> {
  const users = new Set(screens.map(({ user }) => user));
  return new Map([...users].map((user) => [user, screens.filter((each) => each.user === user)]));
}

/** The station where a person works. */
export async function stationOf(office: Rest, user: string): Promise<string> {
  const person = await office.personOf(user);
  const stations = await office.all("station");
  const own = stations.find(({ baristas }) => baristas?.includes(person) === true);
  if (own === undefined) throw new Error(`${user} works at no station`);
  return own.id;
}

/** Opens a screen and waits until it shows what it is about. */
export async function open(page: Page, screen: Screen, station: string): Promise<void> {
  await page.goto(screen.path.replace(":station", station));
  await page.locator("main, form, [role=main]").first().waitFor();
  await settled(page);
  if (screen.act !== undefined) {
    await screen.act(page);
    await settled(page);
  }
}

/** Waits until nothing is being read and nothing moves any more, and the fonts are there. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByTestId("skeleton")).toHaveCount(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    const moving = document.getAnimations().filter(({ effect }) => {
      const { iterations = 1 } = effect?.getTiming() ?? {};
      return iterations !== Infinity;
    });
    await Promise.allSettled(moving.map(({ finished }) => finished));
    await document.fonts.ready;
  });
}
