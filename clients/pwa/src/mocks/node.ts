import { setupServer } from "msw/node";

import { handlersOf } from "./handlers";

/** The mock server for tests: `listen()` before, `close()` after. */
export const mockServer = setupServer(...handlersOf());
