import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type BrowserContext, type Page, test as base, expect } from "@playwright/test";

import { PASSWORD } from "./accounts";
import { CliDevice } from "./cli-device";
import { Rest } from "./rest";
import { seeded } from "./seed";
import { Server } from "./server";

interface Stage {
  /** A server of the test's own, with the demonstration on it. */
  readonly server: Server;
  /** What that server holds, as an administrator sees it. */
  readonly office: Rest;
  /** A device on the runtime in Python, of the person of that id. */
  readonly phone: (person: string) => Promise<CliDevice>;
  /** A person at a browser of their own, signed in and with everything pulled. */
  readonly arrive: (user: string, options?: Arrival) => Promise<Seat>;
  /** A browser that was never here, with an empty page. */
  readonly visit: (options?: Arrival) => Promise<Omit<Seat, "person">>;
}

interface Arrival {
  readonly width?: number;
  readonly height?: number;
  readonly language?: "zh-TW" | "en";
  readonly theme?: "light" | "dark";
  /** Fingers instead of a mouse. */
  readonly touch?: boolean;
  /** The address to go to instead of the server's own: something between the two. */
  readonly through?: string;
  /** Runs before any page of this browser is opened. */
  readonly prepare?: (context: BrowserContext) => unknown;
}

/** One browser profile with one page open. */
export interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
  /** The id of who sits there. */
  readonly person: string;
}

export const test = base.extend<Stage>({
  server: async ({}, use) => {
    const data = mkdtempSync(join(tmpdir(), "fieldpost-e2e-"));
    cpSync(seeded(), data, { recursive: true });
    const server = await Server.on(data);
    await use(server);
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  },
  office: async ({ server }, use) => use(await Rest.as(server.url, "admin1")),
  phone: async ({ server, office }, use) => {
    const devices: CliDevice[] = [];
    await use(async (person) => {
      const device = await CliDevice.of(person, office, server.url);
      devices.push(device);
      return device;
    });
    for (const device of devices) await device.remove();
  },
  visit: async ({ browser, server }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({
        baseURL: options.through ?? server.url,
        viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
        locale: options.language ?? "zh-TW",
        colorScheme: options.theme ?? "light",
        hasTouch: options.touch ?? false,
      });
      contexts.push(context);
      await options.prepare?.(context);
      return { context, page: await context.newPage() };
    });
    for (const context of contexts) await context.close();
  },
  arrive: async ({ visit, server }, use) => {
    await use(async (user, options) => {
      const { context, page } = await visit(options);
      await signIn(page, user);
      return { context, page, person: (await Rest.as(server.url, user)).person };
    });
  },
});

export { expect };

/** Signs in by the form, and waits until everything is pulled and the pages are kept offline. */
export async function signIn(page: Page, user: string, { isKept = true } = {}): Promise<void> {
  await page.goto("/");
  await page.locator("input[autocomplete=username]").fill(user);
  await page.locator("input[type=password]").fill(PASSWORD);
  await page.locator("form button[type=submit]").click();
  await expect(page.getByTestId("pill")).toHaveAttribute("data-state", "received", {
    timeout: 120_000,
  });
  if (isKept) await whenKept(page);
}

/** Waits until the service worker has the pages and answers for this one. */
export async function whenKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null) {
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
      );
    }
  });
}
