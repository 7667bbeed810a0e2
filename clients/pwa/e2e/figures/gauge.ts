import type { BrowserContext, CDPSession, Page } from "@playwright/test";

/** What a page writes down of itself, in ms since it was opened. */
export interface Gauge {
  /** A tap: when it came, when the page showed it, when the next frame began, when it was on the
   * disk. */
  readonly taps: { at: number; shown?: number; frame?: number; durable?: number }[];
  /** Tasks of more than 50 ms. */
  readonly tasks: { at: number; took: number }[];
  /** The store: asked for, opened. */
  asked?: number;
  opened?: number;
  /** Orders were asked for the first time. */
  read?: number;
  /** The first card stood on the board. */
  board?: number;
  /** How far the page moved by itself (Cumulative Layout Shift). */
  shift: number;
}

declare global {
  interface Window {
    gauge: Gauge;
  }
}

/** From now on every page of this browser measures itself. */
export async function measure(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const gauge: Gauge = { taps: [], tasks: [], shift: 0 };
    window.gauge = gauge;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- Called on what it was taken from.
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...given: Parameters<typeof open>) {
      const request = open.apply(this, given);
      if (given[0] === "fieldpost") {
        gauge.asked ??= performance.now();
        request.addEventListener("success", () => (gauge.opened = performance.now()));
      }
      return request;
    };
    // eslint-disable-next-line @typescript-eslint/unbound-method -- As above.
    const transact = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...given: Parameters<typeof transact>) {
      const transaction = transact.apply(this, given);
      const names = [...transaction.objectStoreNames];
      if (transaction.mode === "readwrite" && names.length === 2 && names.includes("outbox")) {
        transaction.addEventListener("complete", () => {
          const tap = gauge.taps.find(({ durable }) => durable === undefined);
          if (tap !== undefined) tap.durable = performance.now();
        });
      }
      if (names.length === 1 && names[0] === "record_drink_order") gauge.read ??= performance.now();
      return transaction;
    };
    addEventListener(
      "click",
      (event) => {
        const target = event.target as Element;
        if (!target.hasAttribute("data-ticket-target")) return;
        const tap: Gauge["taps"][number] = { at: event.timeStamp };
        const card = target.closest("[data-testid=ticket]");
        const observer = new MutationObserver(() => {
          if (card?.isConnected === true && card.contains(target)) return;
          observer.disconnect();
          tap.shown = performance.now();
          requestAnimationFrame(() => (tap.frame = performance.now()));
        });
        observer.observe(document.body, { childList: true, subtree: true });
        gauge.taps.push(tap);
      },
      true,
    );
    const seen = new MutationObserver(() => {
      if (document.querySelector("[data-testid=ticket]") === null) return;
      seen.disconnect();
      gauge.board = performance.now();
    });
    seen.observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        gauge.tasks.push({ at: startTime, took: duration });
      }
    }).observe({ type: "longtask", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as unknown as {
          value: number;
          hadRecentInput: boolean;
        };
        if (!hadRecentInput) gauge.shift += value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

export function gaugeOf(page: Page): Promise<Gauge> {
  return page.evaluate(() => window.gauge);
}

/** Forgets what was measured of taps and tasks. */
export async function begin(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.gauge.taps.length = 0;
    window.gauge.tasks.length = 0;
  });
}

/** What a page holds once all that nobody needs is gone. */
export interface Held {
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

export async function heldBy(devtools: CDPSession): Promise<Held> {
  await devtools.send("Performance.enable");
  for (let turn = 0; turn < 3; turn += 1) await devtools.send("HeapProfiler.collectGarbage");
  const { metrics } = await devtools.send("Performance.getMetrics");
  const of = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? 0;
  return { heap: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners") };
}
