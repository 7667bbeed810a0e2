/** Ways in which only one of several tabs holds an office at a time. */

import type { Database } from "../store/database";

/** Held by one tab. */
export interface Office {
  /**
   * Waits for it, holds it while `rule` runs, and gives it up.
   *
   * @param signal - Ends the waiting.
   * @param steal - Takes it from whoever holds it.
   * @param rule - Is given a signal that is aborted where the office is lost.
   * @throws AbortError where it was lost, or not waited for any longer.
   */
  hold(
    signal: AbortSignal,
    steal: boolean,
    rule: (lost: AbortSignal) => Promise<void>,
  ): Promise<void>;
}

/** The part of `navigator.locks` that is used. */
export type Locks = Pick<LockManager, "request">;

/** By Web Locks: the browser hands it on when a tab is closed or crashes. */
export function byLock(locks: Locks, name: string): Office {
  return {
    async hold(signal, steal, rule) {
      const lost = new AbortController();
      // `steal` and `signal` exclude each other; who steals does not wait.
      const options = steal ? { steal } : { signal };
      try {
        await locks.request(name, options, () => rule(lost.signal));
      } finally {
        lost.abort();
      }
    },
  };
}

/** So long a lease is good without being renewed; ms. */
const LEASE_MS = 8_000;
/** How often it is renewed, and asked for; ms. */
const BEAT_MS = 2_000;

/** By a lease in the store, for browsers without Web Locks. A tab that crashed is waited for. */
export function byLease(database: Database, tab: string, now: () => number): Office {
  /** Whether this tab holds it now; a store that cannot be asked gives it to nobody. */
  const claim = (steal: boolean): Promise<boolean> => tryToClaim(steal).catch(() => false);
  const tryToClaim = (steal: boolean): Promise<boolean> =>
    database.write([database.meta], async () => {
      const lease = await database.load("lease");
      const isFree = lease === undefined || lease.tab === tab || lease.until <= now();
      if (isFree || steal) await database.save("lease", { tab, until: now() + LEASE_MS });
      return isFree || steal;
    });
  const giveUp = (): Promise<void> =>
    database.write([database.meta], async () => {
      const lease = await database.load("lease");
      if (lease?.tab === tab) await database.save("lease", { tab, until: 0 });
    });
  return {
    async hold(signal, steal, rule) {
      while (!(await claim(steal))) await pause(BEAT_MS, signal);
      const lost = new AbortController();
      const renew = setInterval(() => {
        void claim(false).then((isHeld) => {
          if (!isHeld) lost.abort();
        });
      }, BEAT_MS);
      try {
        await rule(lost.signal);
      } finally {
        clearInterval(renew);
        // Where the store is closed already, the lease runs out by itself.
        if (!lost.signal.aborted) await giveUp().catch(() => undefined);
      }
    },
  };
}

/** @throws what `signal` was aborted with. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", end);
      resolve();
    }, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}
