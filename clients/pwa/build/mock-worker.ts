import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

import type { Plugin } from "vite";

const SCRIPT = "/mockServiceWorker.js";

/** In `npm run dev:mock` the mock server's worker comes from its package: nothing of it is ever in a
 * build. The document that it answers from lies beside the app, in schemas/. */
export function mockWorker(): Plugin {
  const path = createRequire(import.meta.url).resolve("msw/mockServiceWorker.js");
  return {
    name: "fieldpost:mock-worker",
    apply: (_, { command, mode }) => command === "serve" && mode === "mock",
    config: () => ({
      server: { fs: { allow: [fileURLToPath(new URL("../../..", import.meta.url))] } },
    }),
    configureServer: (server) => {
      server.middlewares.use(SCRIPT, (_, response, next) => {
        readFile(path, "utf8").then((text) => {
          response.setHeader("Content-Type", "text/javascript");
          response.end(text);
        }, next);
      });
    },
  };
}
