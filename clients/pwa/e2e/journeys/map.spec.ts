import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { Server } from "../server";
import { expect, signIn, test } from "../stage";
import { writeStreetMap } from "../street-map";

const STREETS = "/map/streets.pmtiles";

/** The map has drawn all that it has, and stands still. */
async function drawn(page: Page): Promise<void> {
  await expect(page.locator("canvas.maplibregl-canvas")).toBeVisible();
  await page.waitForLoadState("networkidle");
}

test("the operator's street map is read in parts, and the board does without it when it is gone", async ({
  server,
  visit,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "fieldpost-streets-"));
  const file = join(folder, "streets.pmtiles");
  writeStreetMap(file);
  await server.stop();
  const withMap = await Server.on(server.data, "serve", { FIELDPOST_WEB_MAP: file });
  try {
    const { context, page } = await visit({ through: withMap.url, width: 1440 });
    const troubles: string[] = [];
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") troubles.push(message.text());
    });
    const parts: string[] = [];
    page.on("response", (response) => {
      if (new URL(response.url()).pathname !== STREETS) return;
      parts.push(`${response.status()} ${response.request().headers()["range"] ?? "whole"}`);
    });
    await signIn(page, "dispatcher1");
    await expect(page.getByRole("heading", { name: "未指派" })).toBeVisible();
    await drawn(page);
    await expect.poll(() => parts.length).toBeGreaterThanOrEqual(2);
    expect(parts.filter((part) => !part.startsWith("206 bytes="))).toEqual([]);
    expect(troubles).toEqual([]);

    await withMap.kill();
    await context.setOffline(true);
    await page.reload();
    await drawn(page);
    await expect(page.getByTestId("stop")).not.toHaveCount(0);
    await expect(page.getByText("這個瀏覽器無法顯示地圖")).toHaveCount(0);
  } finally {
    await withMap.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a browser that cannot draw maps says so, and the board works all the same", async ({
  arrive,
}) => {
  const { page } = await arrive("dispatcher1", {
    width: 1440,
    prepare: (context) =>
      context.addInitScript(() => {
        // Nothing else on these screens draws on a canvas.
        HTMLCanvasElement.prototype.getContext = () => null;
      }),
  });
  await expect(page.getByTestId("stop")).not.toHaveCount(0);
  await expect(page.getByText("這個瀏覽器無法顯示地圖")).toBeVisible();
});
