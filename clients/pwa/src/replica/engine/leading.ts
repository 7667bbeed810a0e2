/** What the tab that leads does: an engine for as long as the device has an identity. */

import type { Store } from "../store/store";
import type { Engine } from "./engine";
import { first, Flag, sleep } from "./flag";
import type { EngineScreen } from "./port";
import type { Wishes } from "./wishes";

/** After a defect ended an engine: so long until the next one, ms. */
const AGAIN_MS = 30_000;

/** What leading needs. */
export interface Leading {
  readonly store: Pick<Store, "identity">;
  readonly screen: EngineScreen;
  readonly wishes: Wishes;
  /** A fresh engine. */
  readonly engine: () => Engine;
  /** Calls back when the device may have been enrolled; what is returned ends it. */
  readonly onStir: (listener: () => void) => () => void;
}

/** Syncs until `until` is aborted: waits for an identity, runs an engine, and, should a defect end
 * it, runs another one after a while. */
export async function lead(leading: Leading, until: AbortSignal): Promise<void> {
  const { store, wishes } = leading;
  const stirred = new Flag();
  const stop = leading.onStir(() => {
    stirred.raise();
  });
  try {
    while (!until.aborted) {
      stirred.lower();
      if ((await store.identity()) === null) {
        await stirred.wait(until);
        continue;
      }
      const engine = leading.engine();
      wishes.serve(engine);
      const wasDefect = await ran(engine, leading.screen, until);
      wishes.serve(null);
      if (wasDefect) await first(until, (rest) => [sleep(AGAIN_MS, rest)]).catch(() => undefined);
    }
  } finally {
    stop();
  }
}

/** Runs an engine to its end. Whether a defect ended it. */
async function ran(engine: Engine, screen: EngineScreen, until: AbortSignal): Promise<boolean> {
  const unfollow = followRadio(() => {
    engine.lookAgain();
  });
  try {
    await engine.run(until);
    return false;
  } catch (error) {
    screen.setContact({ ...engine.contact, link: "offline", problem: "request/failed" });
    reportError(error);
    return true;
  } finally {
    unfollow();
  }
}

/** Calls back when the radio comes or goes, or people look at the page again: no proof of anything,
 * but a reason to try. What is returned ends it. */
function followRadio(look: () => void): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const seen = () => {
    if (document.visibilityState === "visible") look();
  };
  globalThis.addEventListener("online", look, { signal });
  globalThis.addEventListener("offline", look, { signal });
  document.addEventListener("visibilitychange", seen, { signal });
  return () => {
    ended.abort();
  };
}
