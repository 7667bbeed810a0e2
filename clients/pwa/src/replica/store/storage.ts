/** What the browser says about the room that it gives, and whether it promised not to evict. */

import type { Stats } from "../api";

/** What is unknown, or not said by this browser. */
export const UNKNOWN: Stats["storage"] = { persistent: null, usage: null, quota: null };

/** The figures as they are now. */
export async function measureStorage(): Promise<Stats["storage"]> {
  const storage = manager();
  try {
    const persistent = (await storage?.persisted?.()) ?? null;
    const { usage = null, quota = null } = (await storage?.estimate?.()) ?? {};
    return { persistent, usage, quota };
  } catch {
    return UNKNOWN;
  }
}

/** Asks the browser not to evict the store. Null where it cannot say. */
export async function askToPersist(): Promise<boolean | null> {
  try {
    return (await manager()?.persist?.()) ?? null;
  } catch {
    return null;
  }
}

/** Missing where the page is no secure context, whatever the types say. */
function manager(): Partial<StorageManager> | undefined {
  if (typeof navigator === "undefined") return undefined;
  return navigator.storage;
}
