const KEY = "fieldpost.enrolled";

/** Whether this browser was a device of an organisation when it was last here. Kept apart from the
 * store: where the store is gone and this is not, the browser has evicted it. */
export function enrolledHere(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

export function rememberEnrolled(isEnrolled: boolean): void {
  try {
    if (isEnrolled) localStorage.setItem(KEY, "1");
    else localStorage.removeItem(KEY);
  } catch {
    // Then an eviction looks like a first visit.
  }
}
