const TICKS = 1024;

/** The physical part of a stamp, ms since 1970. */
export function instantOf(stamp: number): number {
  return Math.floor(stamp / TICKS);
}
