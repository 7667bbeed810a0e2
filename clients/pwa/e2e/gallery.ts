import type { BrowserContext, Page } from "@playwright/test";

import { SETTINGS } from "./gallery-settings";
import { ask, chooseItem, pressKey } from "./gallery-acts";
import type { Rest } from "./rest";
import type { Server } from "./server";

/** Circumstances under which screens are looked at, in a browser of their own. */
export interface Setting {
  readonly name: string;
  /** Before any page is opened. */
  readonly prepare?: (context: BrowserContext) => unknown;
  /** After the person has come in; `station`: where they work. */
  readonly arrange?: (page: Page, office: Rest, station: string, server: Server) => Promise<void>;
  /** Nothing can be waited for: the app does not come so far. */
  readonly isStuck?: boolean;
}

/** One screen of the product, as a person comes to it. */
export interface Screen {
  readonly name: string;
  /** Whose screen it is; null: before signing in. */
  readonly user: string | null;
  /** Where it stands; `:station` is replaced by the person's own. Null: wherever one is. */
  readonly path: string | null;
  /** What is done there before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
  /** The ordinary ones where it says nothing. */
  readonly in?: Setting;
  /** All of them where it says nothing: what lies over a page is drawn where it is narrow and wide. */
  readonly widths?: readonly number[];
}

export const LANGUAGES = ["zh-TW", "en"] as const;
export const THEMES = ["light", "dark"] as const;
export const WIDTHS = [390, 820, 1280, 1920] as const;

/** What lies over a page. */
const OVER = { widths: [390, 1280] } as const;

const BEFORE: readonly Screen[] = [
  { name: "sign-in", user: null, path: "/sign-in" },
  {
    name: "sign-in-empty",
    user: null,
    path: "/sign-in",
    act: (page) => page.locator("form [type=submit]").click(),
    ...OVER,
  },
  {
    name: "sign-in-refused",
    user: null,
    path: "/sign-in",
    act: async (page) => {
      await page.locator("input[autocomplete=username]").fill("barista1");
      await page.locator("input[type=password]").fill("not-this-one");
      await page.locator("form [type=submit]").click();
      await page.locator("[aria-invalid=true]").first().waitFor();
    },
    ...OVER,
  },
  { name: "set-up-tablet", user: null, path: "/setup" },
  {
    name: "set-up-refused",
    user: null,
    path: "/setup",
    act: async (page) => {
      await page.locator("input[autocomplete=one-time-code]").fill("AAAA-BBBB-CCCC");
      await page.locator("form [type=submit]").click();
      await page.locator("[aria-invalid=true], [role=alert]").first().waitFor();
    },
    ...OVER,
  },
  { name: "not-found", user: null, path: "/nowhere" },
  {
    name: "sign-in-no-contact",
    user: null,
    path: "/sign-in",
    act: async (page) => {
      await page.context().setOffline(true);
      await page.locator("input[autocomplete=username]").fill("barista1");
      await page.locator("input[type=password]").fill("demo");
      await page.locator("form [type=submit]").click();
      await page.getByRole("alert").waitFor();
    },
    in: SETTINGS.cutOff,
  },
  { name: "starting", user: null, path: "/", in: SETTINGS.starting, ...OVER },
  { name: "insecure", user: null, path: "/", in: SETTINGS.insecure },
  { name: "store-trouble", user: null, path: "/", in: SETTINGS.damaged },
  { name: "store-full", user: null, path: "/", in: SETTINGS.full, ...OVER },
  { name: "sign-in-organisations", user: null, path: null, in: SETTINGS.organisations },
  { name: "evicted", user: null, path: "/sign-in", in: SETTINGS.evicted },
  { name: "first-contents", user: null, path: "/sign-in", in: SETTINGS.firstContents },
];

const STATION: readonly Screen[] = [
  { name: "station-queue", path: "/station/:station/queue" },
  {
    name: "station-queue-menu",
    path: "/station/:station/queue",
    act: (page: Page) => page.locator("[data-column=to-make] [data-ticket-menu]").first().click(),
    ...OVER,
  },
  ...(["hand-over", "move", "note", "history"] as const).map((question) => ({
    name: `station-queue-${question}`,
    path: "/station/:station/queue",
    act: async (page: Page) => {
      await page.locator("[data-column=to-make] [data-ticket-menu]").first().click();
      await chooseItem(page, question);
      await page.getByRole("dialog").waitFor();
    },
    ...OVER,
  })),
  { name: "station-walk-up", path: "/station/:station/walk-up" },
  {
    name: "station-walk-up-chosen",
    path: "/station/:station/walk-up",
    act: async (page: Page) => {
      await page.getByRole("radiogroup").first().locator("label").nth(1).click();
      await page.getByRole("radiogroup").nth(1).locator("label").nth(1).click();
    },
  },
  { name: "station-stock", path: "/station/:station/stock" },
  {
    name: "station-stock-menu",
    path: "/station/:station/stock",
    act: async (page: Page) => {
      await page.locator("#stock-take button").nth(-2).click();
      await page.getByRole("dialog").waitFor();
    },
    ...OVER,
  },
  { name: "station-chat", path: "/station/:station/chat" },
  { name: "station-shift", path: "/station/:station/shift" },
  { name: "ready-board", path: "/board/:station" },
  { name: "sync-centre", path: "/sync" },
  { name: "people", path: "/people" },
  {
    name: "people-pin",
    path: "/people",
    act: async (page: Page) => {
      await page.locator("main section").nth(1).getByRole("button").last().click();
      await page.getByRole("dialog").waitFor();
    },
    ...OVER,
  },
  {
    name: "station-sync-sheet",
    path: "/station/:station/queue",
    act: async (page: Page) => {
      await page.getByTestId("pill").click();
      await page.getByRole("dialog").waitFor();
    },
    ...OVER,
  },
  { name: "not-here", path: "/station/00000000-0000-7000-8000-000000000000/queue" },
  { name: "station-queue-paused", path: null, in: SETTINGS.paused },
  { name: "station-queue-no-contact", path: null, in: SETTINGS.noContact },
  {
    name: "station-toast",
    path: null,
    act: async (page: Page) => {
      await page.locator("[data-column=to-make] [data-ticket-target]").first().click();
      await page.locator("[aria-live=polite] [data-of]").first().waitFor();
    },
    in: SETTINGS.noContact,
  },
  { name: "sync-centre-no-contact", path: "/sync", in: SETTINGS.noContact },
  { name: "sync-centre-newer-server", path: "/sync", in: SETTINGS.newerServer },
  {
    name: "sync-centre-install",
    path: "/sync",
    act: async (page: Page) => {
      await page.evaluate(() => dispatchEvent(new Event("beforeinstallprompt")));
    },
    ...OVER,
  },
  { name: "sync-centre-conflicts", path: "/sync", in: SETTINGS.conflicts },
  {
    name: "station-queue-conflicts",
    path: "/station/:station/queue",
    in: SETTINGS.conflicts,
    ...OVER,
  },
  { name: "locked", path: null, in: SETTINGS.locked },
  { name: "crash", path: null, in: SETTINGS.crash },
  // What changes the day for all comes last.
  { name: "station-queue-full", path: "/station/:station/queue", in: SETTINGS.rush },
  { name: "ready-board-full", path: "/board/:station", in: SETTINGS.rush },
  { name: "station-queue-empty", path: "/station/:station/queue", in: SETTINGS.nothingToDo },
  { name: "ready-board-empty", path: "/board/:station", in: SETTINGS.nothingToDo },
].map((screen) => ({ user: "barista1", ...screen }));

const OFFICE: readonly Screen[] = [
  { name: "dashboard", user: "admin1", path: "/office/dashboard" },
  { name: "dashboard-coffee", user: "admin1", path: "/office/dashboard?of=coffee" },
  { name: "dashboard-empty", user: "admin1", path: "/office/dashboard?day=2019-02-04" },
  { name: "inventory", user: "admin1", path: "/office/stock" },
  {
    name: "inventory-shelf",
    user: "admin1",
    path: "/office/stock",
    act: async (page) => {
      await page.locator("main button[data-short]").first().click();
      await page.getByRole("dialog").waitFor();
    },
    ...OVER,
  },
  {
    name: "inventory-stock-take",
    user: "admin1",
    path: "/office/stock",
    act: async (page) => {
      await page.locator("main [data-kind=main]").first().click();
      await page.getByRole("dialog").waitFor();
    },
    ...OVER,
  },
  { name: "dispatch", user: "dispatcher1", path: "/office/dispatch" },
  { name: "dispatch-map", user: "dispatcher1", path: "/office/dispatch?view=map" },
  { name: "dispatch-empty", user: "dispatcher1", path: "/office/dispatch?day=2019-02-04" },
  {
    name: "dispatch-order",
    user: "dispatcher1",
    path: "/office/dispatch",
    act: async (page) => {
      await page.getByTestId("order-card").first().locator("span").first().click();
      await pressKey(page, "Enter");
      await page.getByRole("dialog").waitFor();
    },
    ...OVER,
  },
  {
    name: "dispatch-place",
    user: "dispatcher1",
    path: "/office/dispatch",
    act: async (page) => {
      await page.getByTestId("order-card").first().locator("span").first().click();
      await pressKey(page, "a");
      await page.getByRole("dialog").waitFor();
    },
    ...OVER,
  },
  {
    name: "dispatch-route",
    user: "dispatcher1",
    path: "/office/dispatch",
    act: (page) => ask(page, "change"),
    ...OVER,
  },
  {
    name: "dispatch-message",
    user: "dispatcher1",
    path: "/office/dispatch",
    act: (page) => ask(page, "message"),
    ...OVER,
  },
  { name: "orders", user: "dispatcher1", path: "/office/orders" },
  { name: "orders-empty", user: "dispatcher1", path: "/office/orders?day=2019-02-04" },
  {
    name: "orders-picked",
    user: "dispatcher1",
    path: "/office/orders",
    act: async (page) => {
      const boxes = page.locator("[role=rowgroup] [role=row] input[type=checkbox]");
      for (const row of [1, 2, 3]) await boxes.nth(row).click();
    },
  },
  { name: "order-new", user: "dispatcher1", path: "/office/orders?new=1" },
  {
    name: "order-detail",
    user: "dispatcher1",
    path: "/office/orders",
    act: (page) => page.getByRole("row").nth(2).click(),
  },
  {
    name: "order-gone",
    user: "dispatcher1",
    path: "/office/orders/00000000-0000-7000-8000-000000000000",
    ...OVER,
  },
  { name: "customers", user: "dispatcher1", path: "/office/customers" },
  { name: "customers-empty", user: "dispatcher1", path: "/office/customers?q=zzzz", ...OVER },
  { name: "customer-new", user: "dispatcher1", path: "/office/customers?new=1" },
  {
    name: "customer-detail",
    user: "dispatcher1",
    path: "/office/customers",
    act: (page) => page.getByRole("row").nth(2).click(),
  },
  { name: "needs-you", user: "dispatcher1", path: "/office/needs-you" },
  {
    name: "needs-you-empty",
    user: "dispatcher1",
    path: "/office/needs-you",
    in: SETTINGS.nothingAsked,
  },
  {
    name: "palette",
    user: "dispatcher1",
    path: "/office/orders",
    act: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").locator("input").fill("02");
      await page.getByRole("dialog").getByText("02-2000").first().waitFor();
    },
    ...OVER,
  },
  {
    name: "shortcuts",
    user: "dispatcher1",
    path: "/office/orders",
    act: async (page) => {
      await page.keyboard.press("Shift+?");
      await page.getByRole("dialog").waitFor();
    },
    ...OVER,
  },
  {
    name: "person-menu",
    user: "dispatcher1",
    path: "/office/customers",
    act: async (page) => {
      await page.locator("header[data-theme=dark] [aria-haspopup]").last().click();
      await page.getByRole("menu").waitFor();
    },
    ...OVER,
  },
  {
    name: "sign-out",
    user: "dispatcher1",
    path: "/office/customers",
    act: async (page) => {
      await page.locator("header[data-theme=dark] [aria-haspopup]").last().click();
      await chooseItem(page, "leave");
      await page.getByRole("dialog").waitFor();
    },
    ...OVER,
  },
  {
    name: "office-sync-sheet",
    user: "dispatcher1",
    path: "/office/customers",
    act: async (page) => {
      await page.getByTestId("pill").click();
      await page.getByRole("dialog").waitFor();
    },
    ...OVER,
  },
  {
    name: "dispatch-no-map",
    user: "dispatcher1",
    path: "/office/dispatch?view=map",
    in: SETTINGS.noWebGl,
  },
  { name: "dispatch-no-contact", user: "dispatcher1", path: null, in: SETTINGS.officeNoContact },
  { name: "driver", user: "driver1", path: "/", ...OVER },
];

/** Every screen and every state that somebody may see, for pictures and for the accessibility
 * check. `SCREENS=orders,dispatch` draws only those whose names begin so. */
export const SCREENS: readonly Screen[] = only([...BEFORE, ...STATION, ...OFFICE]);

function only(screens: readonly Screen[]): readonly Screen[] {
  const wanted = (process.env["SCREENS"] ?? "").split(",").filter((name) => name !== "");
  if (wanted.length === 0) return screens;
  return screens.filter(({ name }) => wanted.some((start) => name.startsWith(start)));
}
