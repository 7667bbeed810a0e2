import { type BrowserContext, expect, type Page } from "@playwright/test";

import type { LANGUAGES, Screen, Setting, THEMES } from "./gallery";
import { Rest } from "./rest";
import type { Server } from "./server";
import { type Seat, signIn } from "./stage";

/** How a browser shows things from its first page on. */
export interface Look {
  readonly language: (typeof LANGUAGES)[number];
  readonly theme: (typeof THEMES)[number];
}

/** Screens that one browser can show after each other: of one person, in one setting. */
interface Visit {
  readonly user: string | null;
  readonly setting: Setting | undefined;
  readonly screens: readonly Screen[];
}

const STATION_OF = "barista1";
/** Two pictures of a page that stands still are this far apart. */
const STILL_MS = 120;

/** The screens by person and setting. What changes the organisation's day comes last. */
function visits(screens: readonly Screen[]): readonly Visit[] {
  const found = new Map<string, { user: string | null; setting?: Setting; screens: Screen[] }>();
  for (const screen of screens) {
    const key = `${screen.user ?? ""}/${screen.in?.name ?? ""}`;
    const visit = found.get(key) ?? {
      user: screen.user,
      ...(screen.in !== undefined && { setting: screen.in }),
      screens: [],
    };
    visit.screens.push(screen);
    found.set(key, visit);
  }
  return [...found.values()]
    .map(({ user, setting, screens: of }) => ({ user, setting, screens: of }))
    .sort((one, other) => Number(one.setting !== undefined) - Number(other.setting !== undefined));
}

/** Comes in as the visit's person does, in its setting. */
async function arrive(
  seat: { readonly context: BrowserContext; readonly page: Page },
  { user, setting }: Visit,
  look: Look,
  server: Server,
): Promise<string> {
  const { context, page } = seat;
  // A tour takes longer than a session.
  const office = await Rest.as(server.url, "admin1");
  await choose(page, look);
  await setting?.prepare?.(context);
  const station = await stationOf(office, STATION_OF);
  if (user !== null) await signIn(page, user);
  await setting?.arrange?.(page, office, station, server);
  return station;
}

/** Chooses language and theme as a person does in the menu, before any page is opened. */
async function choose(page: Page, { language, theme }: Look): Promise<void> {
  await page.addInitScript(
    ([chosenLanguage, chosenTheme]) => {
      localStorage.setItem("fieldpost.language", chosenLanguage);
      localStorage.setItem("fieldpost.theme", chosenTheme);
    },
    [language, theme] as const,
  );
}

/** The station where a person works. */
export async function stationOf(office: Rest, user: string): Promise<string> {
  const person = await office.personOf(user);
  const stations = await office.all("station");
  const own = stations.find(({ baristas }) => baristas?.includes(person) === true);
  if (own === undefined) throw new Error(`${user} works at no station`);
  return own.id;
}

/** Looks at every screen in turn. A screen that does not come about is a finding like any other, so
 * that it hides none of the others. */
export async function tour(
  screens: readonly Screen[],
  look: Look,
  server: Server,
  visit: () => Promise<Omit<Seat, "person">>,
  see: (page: Page, screen: Screen, come: () => Promise<void>) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const found: string[] = [];
  const tell = (name: string, faults: readonly string[]): void => {
    for (const fault of faults) {
      found.push(`${name}: ${fault}`);
      process.stdout.write(`${look.language} ${look.theme} ${name}: ${fault}
`);
    }
  };
  for (const each of visits(screens)) {
    const seat = await visit();
    const { page } = seat;
    try {
      const station = await arrive(seat, each, look, server);
      for (const screen of each.screens) {
        try {
          tell(screen.name, await see(page, screen, () => open(page, screen, station)));
        } catch (error) {
          tell(screen.name, [`does not come: ${String(error).slice(0, 300)}`]);
        }
      }
    } catch (error) {
      tell(each.setting?.name ?? each.user ?? "", [
        `nobody arrives: ${String(error).slice(0, 300)}`,
      ]);
    }
    await seat.context.close();
  }
  return found;
}

/** Opens a screen and waits until it shows what it is about. */
export async function open(page: Page, screen: Screen, station: string): Promise<void> {
  if (screen.path !== null && screen.in?.arrange !== undefined && screen.in.isStuck === true) {
    // It stands where its setting left it.
  } else if (screen.path !== null) {
    await page.goto(screen.path.replace(":station", station));
  }
  if (screen.in?.isStuck === true) {
    await page.getByRole("main").waitFor();
    await atRest(page);
    return;
  }
  await settled(page);
  if (screen.act !== undefined) {
    await screen.act(page);
    await settled(page);
  }
}

/** Waits until the page is there with its heading, nothing is being read and nothing moves. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByTestId("starting")).toHaveCount(0);
  await expect(page.locator("main")).toHaveCount(1);
  await expect(page.locator("h1").first()).toBeAttached();
  await expect(page.getByTestId("skeleton")).toHaveCount(0);
  await atRest(page);
}

/** Waits until the fonts are there and what moves has arrived. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async (still) => {
    await document.fonts.ready;
    const moving = document.getAnimations().filter(({ effect }) => {
      const { iterations = 1 } = effect?.getTiming() ?? {};
      return iterations !== Infinity;
    });
    await Promise.allSettled(moving.map(({ finished }) => finished));
    await new Promise((resolve) => setTimeout(resolve, still));
    await document.fonts.ready;
  }, STILL_MS);
}
