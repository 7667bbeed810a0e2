import { defineConfig } from "@playwright/test";

import { chromium } from "./e2e/chromium";

/** Goes through everything and names what it finds: a trace of it would be longer than of use. */
const SURVEY = { trace: "off" } as const;

/**
 * Journeys in a real browser against a real server. The projects:
 *
 * `smoke`: one of each journey, what `make test` runs. `journeys`: all of them. `accessibility`:
 * axe on every screen. `screens`: writes a picture of every screen (`make screens`). `figures`:
 * measures, one at a time (`make figures`).
 */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  globalSetup: "./e2e/seed.ts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    launchOptions: { executablePath: chromium.path, args: chromium.args },
    actionTimeout: 20_000,
    locale: "zh-TW",
    timezoneId: "Asia/Taipei",
    trace: "retain-on-failure",
    viewport: { width: 1280, height: 800 },
  },
  projects: [
    { name: "smoke", testMatch: /e2e\/journeys\/.*\.spec\.ts/, grep: /@smoke/ },
    { name: "journeys", testMatch: /e2e\/journeys\/.*\.spec\.ts/ },
    { name: "accessibility", testMatch: /e2e\/accessibility\/.*\.spec\.ts/, use: SURVEY },
    { name: "screens", testMatch: /e2e\/screens\/.*\.spec\.ts/, use: SURVEY },
    { name: "figures", testMatch: /e2e\/figures\/.*\.spec\.ts/, timeout: 900_000, workers: 1 },
  ],
});
