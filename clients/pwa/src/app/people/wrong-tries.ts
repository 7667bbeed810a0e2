const FREE_TRIES = 5;
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 60 * 60_000;

/** How long the next PIN is not looked at, in ms, after so many wrong ones in a row: nothing up to
 * four, half a minute after the fifth, doubled with each further one, an hour at most. */
export function waitAfter(wrong: number): number {
  if (wrong < FREE_TRIES) return 0;
  return Math.min(FIRST_WAIT * 2 ** (wrong - FREE_TRIES), LONGEST_WAIT);
}
