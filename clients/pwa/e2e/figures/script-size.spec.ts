import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { Page } from "@playwright/test";

import { SCREENS } from "../gallery";
import { expect, signIn, test } from "../stage";
import { open, stationOf } from "../tour";
import { tell } from "./figure";

const ASSETS = fileURLToPath(new URL("../../../../server/web/app/assets/", import.meta.url));
const KB = 1_000;
/** First load of the station's board, as the browser gets it: Brotli, in kB. */
const MARK = 250;
const group = "script";

test("what each screen loads", async ({ browser, server, office }) => {
  const users = [...new Set(SCREENS.map(({ user }) => user))];
  for (const user of users) {
    // A service worker would fetch every screen at once, and hide what this one needs.
    const context = await browser.newContext({ baseURL: server.url, serviceWorkers: "block" });
    if (user !== null) {
      const first = await context.newPage();
      await signIn(first, user, { isKept: false });
      await first.close();
    }
    const station = await stationOf(
      office,
      user?.startsWith("barista") === true ? user : "barista1",
    );
    const own = SCREENS.filter((each) => each.user === user);
    for (const screen of own.filter((each) => each.act === undefined && each.in === undefined)) {
      const page = await context.newPage();
      const loaded = scriptsOf(page);
      await open(page, screen, station);
      const lazy = [...reachable(loaded)].filter((name) => !loaded.has(name));
      const isMarked = screen.name === "station-queue";
      tell({
        group,
        what: `${screen.name}: first load, Brotli`,
        value: sum(loaded, "br") / KB,
        unit: "kB",
        ...(isMarked && { mark: MARK }),
        note: `gzip ${(sum(loaded, "gz") / KB).toFixed(0)} kB; behind its buttons ${(sum(lazy, "br") / KB).toFixed(0)} kB more`,
      });
      if (isMarked) expect(sum(loaded, "br") / KB).toBeLessThan(MARK);
      await page.close();
    }
    await context.close();
  }
  const all = readdirSync(ASSETS).filter((name) => name.endsWith(".js"));
  tell({
    group,
    what: "all screens together, Brotli",
    value: sum(all, "br") / KB,
    unit: "kB",
    note: "the map is the half of it",
  });
});

/** Fills with the names of the scripts that a page loads. */
function scriptsOf(page: Page): Set<string> {
  const names = new Set<string>();
  page.on("response", (response) => {
    const [, name] = /\/assets\/([^/]+\.m?js)$/.exec(new URL(response.url()).pathname) ?? [];
    if (name !== undefined) names.add(name);
  });
  return names;
}

const IMPORT = /\bimport\(\s*["'`]\.\/([^"'`]+\.js)["'`]/g;
const NEEDED = /(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+\.js)["'`]/g;

/** What these scripts may load later; not the other screens, which the entry names. */
function reachable(loaded: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (name: string): void => {
    if (found.has(name) || !existsSync(ASSETS + name)) return;
    found.add(name);
    const text = readFileSync(ASSETS + name, "utf8");
    for (const [, next = ""] of [...text.matchAll(NEEDED), ...text.matchAll(IMPORT)]) add(next);
  };
  for (const name of loaded) {
    if (name.startsWith("index-") || !existsSync(ASSETS + name)) continue;
    for (const [, next = ""] of readFileSync(ASSETS + name, "utf8").matchAll(IMPORT)) {
      if (!next.startsWith("index-")) add(next);
    }
  }
  return found;
}

function sum(names: Iterable<string>, kind: "br" | "gz"): number {
  let bytes = 0;
  for (const name of names) {
    const packed = `${ASSETS}${name}.${kind}`;
    bytes += statSync(existsSync(packed) ? packed : ASSETS + name).size;
  }
  return bytes;
}
