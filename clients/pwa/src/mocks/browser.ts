import { setupWorker } from "msw/browser";

import { handlersOf } from "./handlers";

/** Lets the mock answer in the browser, for screens without a server (`npm run dev:mock`). What is
 * no part of the REST interface passes through. */
export async function startMocks(): Promise<void> {
  await setupWorker(...handlersOf()).start({ onUnhandledRequest: "bypass", quiet: true });
}
