import { QueryClient } from "@tanstack/react-query";

import { Unreachable } from "@/replica/transport/errors";

/** How long an answer of the server counts as fresh, ms. */
const FRESH_MS = 30_000;
/** How long one that nobody looks at is kept, ms. */
const KEPT_MS = 10 * 60_000;
/** After no contact: how often it is asked again by itself, and how long between, ms. */
const AGAIN = 2;
const AGAIN_MS = 5_000;

/** The cache for what does not sync. Records and writes go through the replica, never through it. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Whether there is contact is seen by asking, not by what the radio says.
        networkMode: "always",
        staleTime: FRESH_MS,
        gcTime: KEPT_MS,
        // A refusal stays one, and what passes was tried again already.
        retry: (failures, error) => error instanceof Unreachable && failures < AGAIN,
        retryDelay: AGAIN_MS,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
