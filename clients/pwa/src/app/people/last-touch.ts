const KEY = "fieldpost.touched";
/** More often than this nobody is told, ms. */
const PAUSE_MS = 1_000;

let told = 0;

/** Somebody touched this tab. All tabs of the browser are one desk: who works in one is there for
 * the others, too. */
export function touched(now: number): void {
  if (now >= told && now - told < PAUSE_MS) return;
  told = now;
  try {
    localStorage.setItem(KEY, String(now));
  } catch {
    // Then each tab counts for itself.
  }
}

/** When any tab was touched last, ms since 1970; 0 where that is not known. */
export function lastTouch(): number {
  try {
    return Math.max(told, Number(localStorage.getItem(KEY)) || 0);
  } catch {
    return told;
  }
}
