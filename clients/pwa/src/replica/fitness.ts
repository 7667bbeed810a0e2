/** What this browser, or this page, cannot do. */

/**
 * `secure-context`: the page did not come over HTTPS (or from this very machine): the browser then
 * keeps no pages for the time without contact, and locks its cryptography away.
 * `database`: no IndexedDB, as in some private windows: nothing could be kept.
 * `locks`: no Web Locks: several tabs take turns less promptly.
 * `service-worker`: pages are not kept for the time without contact.
 */
export type Lack = "secure-context" | "database" | "locks" | "service-worker";

/** Without these nothing that is written would be safe. */
const ESSENTIAL: readonly Lack[] = ["secure-context", "database"];

/** What is missing here, the gravest first. */
export function lacks(): readonly Lack[] {
  const found: Lack[] = [];
  if (!globalThis.isSecureContext) found.push("secure-context");
  if (!("indexedDB" in globalThis)) found.push("database");
  if (!("locks" in navigator)) found.push("locks");
  if (!("serviceWorker" in navigator)) found.push("service-worker");
  return found;
}

/** Whether nothing that is written here would be safe. */
export function isUnfit(found: readonly Lack[]): boolean {
  return found.some((lack) => ESSENTIAL.includes(lack));
}
