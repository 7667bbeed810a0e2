import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";

import { mockWorker } from "./build/mock-worker";

// The server that `vite dev` passes requests on to.
const SERVER = process.env["FIELDPOST_URL"] ?? "http://127.0.0.1:8000";

const { version } = JSON.parse(
  readFileSync(new URL("./package.json", import.meta.url), "utf8"),
) as { version: string };

/** react-aria carries its few words in some thirty languages; the screens have two. */
function ownLanguagesOnly(): Plugin {
  const words =
    /\/(react-aria|react-aria-components|react-stately|@react-(aria|stately)\/[\w-]+)\/.*\/[a-z]{2}-[A-Z]{2}\.m?js$/;
  const kept = /\/(zh-TW|en-US)\.m?js$/;
  return {
    name: "fieldpost:own-languages",
    enforce: "pre",
    apply: "build",
    load: (id) => (words.test(id) && !kept.test(id) ? "export default {};" : null),
  };
}

const packages = new URL("./node_modules/", import.meta.url);

/** Builds that these packages bring along and do not offer to bundlers: without warnings for
 * developers, and without what only browsers need that are too old for the app. */
const LEANER = [
  { find: /^react-router$/, to: "react-router/dist/production/index.mjs" },
  { find: /^dexie$/, to: "dexie/dist/modern/dexie.mjs" },
].map(({ find, to }) => ({ find, replacement: fileURLToPath(new URL(to, packages)) }));

export default defineConfig(({ command }) => ({
  define: { __FIELDPOST_VERSION__: JSON.stringify(version) },
  resolve: {
    alias: [
      { find: "@", replacement: fileURLToPath(new URL("./src", import.meta.url)) },
      ...(command === "build" ? LEANER : []),
    ],
  },
  plugins: [
    react(),
    mockWorker(),
    ownLanguagesOnly(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src",
      filename: "sw.ts",
      registerType: "prompt",
      injectRegister: false,
      manifest: {
        id: "/",
        name: "Fieldpost",
        short_name: "Fieldpost",
        description: "Offline-first work for stations and the office",
        lang: "zh-TW",
        dir: "ltr",
        start_url: "/",
        scope: "/",
        display: "standalone",
        background_color: "#0a110f",
        theme_color: "#10221d",
        icons: [
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icon-maskable.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        ],
      },
      injectManifest: {
        // Slices of the Chinese font are cached as they are met (sw.ts): all of them are 7 MB.
        globPatterns: [
          "**/*.{js,css,html,svg,png,webmanifest,json,mjs}",
          "**/inter-latin-wght-normal-*.woff2",
        ],
        maximumFileSizeToCacheInBytes: 6_000_000,
      },
      devOptions: { enabled: false },
    }),
  ],
  server: { proxy: { "/api": { target: SERVER, ws: true }, "/meta": SERVER, "/map": SERVER } },
  build: {
    outDir: "../../server/web/app",
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    // Inlined files would need a weaker Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Every file costs a first visit a way there and back, so what is needed together is one
          // of them: what every page starts with, the icons, what stands around every screen, what
          // one fills in, and what desks have in common.
          groups: [
            { name: "start", tags: ["$initial"] },
            { name: "icons", test: /node_modules[\\/]lucide-react/ },
            {
              name: "around",
              test: /src[\\/](app[\\/](station|pill[\\/](ConnectionPill|pill-states)|foot|NotHere)|ui[\\/](Badge|Callout|Milk|Segmented|State)\.)/,
              minShareCount: 2,
            },
            { name: "forms", test: /src[\\/]ui[\\/]/, minShareCount: 2 },
            { name: "desk", test: /src[\\/](app|api)[\\/]/, minShareCount: 2 },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.ts"],
    setupFiles: ["./test/setup.ts"],
    restoreMocks: true,
    testTimeout: 20_000,
  },
}));
