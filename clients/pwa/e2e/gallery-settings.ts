import { expect, type Page } from "@playwright/test";

import { PROTOCOL } from "../src/generated/entities";
import { PASSWORD } from "./accounts";
import type { Setting } from "./gallery";
import { foundAnother } from "./organisations";
import { expectPill } from "./pill";
import { speaks } from "./protocol";

const PIN = "2580";
const MINUTE = 60_000;

/** The circumstances of the states that an ordinary day does not bring. */
export const SETTINGS = {
  cutOff: { name: "cut-off" },
  /** The store does not open: the very first thing that anybody sees stays. */
  starting: {
    name: "starting",
    isStuck: true,
    prepare: (context) =>
      context.addInitScript(() => {
        IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
      }),
  },
  insecure: {
    name: "insecure",
    prepare: (context) =>
      context.addInitScript(() => {
        Object.defineProperty(globalThis, "isSecureContext", { value: false });
      }),
  },
  damaged: {
    name: "damaged",
    prepare: (context) => context.addInitScript(failing, "UnknownError"),
  },
  full: {
    name: "full",
    prepare: (context) => context.addInitScript(failing, "QuotaExceededError"),
  },
  evicted: {
    name: "evicted",
    prepare: (context) =>
      context.addInitScript(() => {
        localStorage.setItem("fieldpost.enrolled", "1");
      }),
  },
  /** Somebody has signed in, and the first page of records does not come. */
  firstContents: {
    name: "first-contents",
    isStuck: true,
    prepare: (context) => context.route("**/api/v1/sync**", () => undefined),
    arrange: async (page) => {
      await page.goto("/sign-in");
      await page.locator("input[autocomplete=username]").fill("barista2");
      await page.locator("input[type=password]").fill(PASSWORD);
      await page.locator("form [type=submit]").click();
      await expect(page).not.toHaveURL(/sign-in/);
    },
  },
  nothingToDo: {
    name: "nothing-to-do",
    arrange: async (_, office, station) => {
      for (const { id, state } of await office.all("drink_order", { station })) {
        if (["cancelled", "picked_up"].includes(state)) continue;
        await office.edit("drink_order", id, { state: "cancelled" }).catch(async () => {
          await office.edit("drink_order", id, { state: "picked_up" });
        });
      }
    },
  },
  /** The cups of all stations are sent to one: more than anybody can make, of every age. */
  rush: {
    name: "rush",
    arrange: async (page, office, station) => {
      const names = ["林小姐", "Ming", "歐陽娜娜", "Alexander", "王太太", "Jo"];
      const shown = ["pending", "in_progress", "completed"];
      const orders = (await office.all("drink_order")).filter(({ state }) => shown.includes(state));
      for (const [nth, { id, station: at }] of orders.entries()) {
        await office.edit("drink_order", id, {
          placed_at: Date.now() - (nth % 9) * MINUTE,
          name: names[nth % names.length],
          ...(nth === 3 && { note: "少冰，燕麥奶請換成無糖的，謝謝", group: "K7Q" }),
          ...(at !== station && { station }),
        });
      }
      await expect(page.getByTestId("ticket")).toHaveCount(orders.length);
    },
  },
  paused: {
    name: "paused",
    arrange: async (page, office, station) => {
      await office.edit("station", station, { paused: true });
      await page.getByRole("main").getByRole("status").waitFor();
      await page.context().setOffline(true);
      await office.edit("station", station, { paused: false });
    },
  },
  newerServer: {
    name: "newer-server",
    arrange: async (page) => {
      await speaks(page, PROTOCOL + 1);
      await page.reload();
      await page.getByTestId("pill").waitFor();
    },
  },
  /** Three cups are begun without contact that were cancelled meanwhile. */
  conflicts: {
    name: "conflicts",
    arrange: async (page, office) => {
      const cards = page.locator("[data-testid=ticket][data-column=to-make]");
      await page.context().setOffline(true);
      for (let nth = 0; nth < 3; nth += 1) {
        const id = await cards.first().getAttribute("data-ticket");
        // A finger that taps twice at one place means it once.
        const position = { x: 30 + 60 * nth, y: 20 };
        await cards.first().locator("[data-ticket-target]").click({ position });
        await expect(page.locator(`[data-ticket="${id ?? ""}"][data-column=making]`)).toBeVisible();
        await office.edit("drink_order", id ?? "", { state: "cancelled" });
      }
      await page.context().setOffline(false);
      await expect(page.getByTestId("pill")).toContainText("3");
    },
  },
  /** Somebody who belongs to two organisations is asked for which. */
  organisations: {
    name: "organisations",
    arrange: async (page, _office, _station, server) => {
      await foundAnother(server, "松山咖啡", { user: "dispatcher3", role: "admin" });
      await page.goto("/sign-in");
      await page.locator("input[autocomplete=username]").fill("dispatcher3");
      await page.locator("input[type=password]").fill(PASSWORD);
      await page.locator("form [type=submit]").click();
      await page.locator("form [aria-haspopup=listbox]").waitFor();
    },
  },
  noContact: { name: "no-contact", arrange: (page) => lose(page) },
  officeNoContact: { name: "office-no-contact", arrange: (page) => lose(page) },
  nothingAsked: {
    name: "nothing-asked",
    arrange: async (page, office) => {
      for (const entity of ["customer", "delivery_order", "stop"] as const) {
        for (const doc of await office.all(entity)) {
          // Whoever writes a field knows both versions, and puts one in the place of both.
          const fields = Object.keys(doc._.c ?? {});
          if (fields.length === 0) continue;
          const values = doc as unknown as Readonly<Record<string, unknown>>;
          const chosen = fields.map((field) => [field, values[field]] as const);
          await office.edit(entity, doc.id, Object.fromEntries(chosen));
        }
      }
      await expect(page.getByTestId("pill").locator("[data-of=needs-you]")).toHaveCount(0);
    },
  },
  locked: {
    name: "locked",
    arrange: async (page) => {
      await page.goto("/people");
      await page.locator("main section").nth(1).getByRole("button").last().click();
      for (let time = 0; time < 2; time += 1) {
        const pad = page.getByRole("dialog").getByRole("group");
        for (const digit of PIN)
          await pad.getByRole("button", { name: digit, exact: true }).click();
        await pad.locator("[data-kind=main]").click();
      }
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await page.locator("main section").nth(1).locator("[data-kind=main]").click();
      await page.getByRole("heading", { level: 1 }).waitFor();
    },
  },
  /** A screen fails while it is drawn. */
  crash: {
    name: "crash",
    arrange: async (page) => {
      await page.evaluate(() => {
        const sort = Array.prototype.sort;
        Array.prototype.sort = function (...given) {
          // Whoever looks at the page afterwards sorts, too.
          if (document.querySelector("[role=alert]") !== null) {
            Array.prototype.sort = sort;
            return sort.apply(this, given) as unknown[];
          }
          throw new Error("drawn for its picture");
        };
      });
      await page.locator("nav a[href$=stock]").click();
      await page.getByRole("alert").waitFor();
    },
  },
  noWebGl: {
    name: "no-webgl",
    prepare: (context) =>
      context.addInitScript(() => {
        // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own canvas
        const original = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (
          this: HTMLCanvasElement,
          kind: string,
          ...more: unknown[]
        ) {
          return kind.startsWith("webgl") ? null : original.apply(this, [kind, ...more] as never);
        } as typeof original;
      }),
  },
} satisfies Readonly<Record<string, Setting>>;

/** Makes every opening of the store fail, as the browser words it. */
function failing(name: string): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own factory
  const original = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (this: IDBFactory, ...asked) {
    const request = original.apply(this, asked);
    const error = new DOMException("drawn for its picture", name);
    Object.defineProperty(request, "error", { value: error });
    queueMicrotask(() => {
      request.onupgradeneeded = null;
      request.onsuccess = null;
      request.dispatchEvent(new Event("error", { cancelable: true }));
    });
    return request;
  };
}

async function lose(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await expectPill(page, "no-contact");
}
