/**
 * How long to wait before the next attempt to reach the hub.
 *
 * After 1, 2, 4, 8, 16 and then every 30 seconds, for ever; each jittered so that a hub that comes
 * back is not met by all its devices in one instant ("equal jitter" of Brooker, "Exponential
 * Backoff and Jitter", AWS 2015: half of the delay is fixed, half is drawn).
 */

/** Seconds before each of the first attempts. */
const STEPS: readonly number[] = [1, 2, 4, 8, 16];

/** Seconds before every later attempt. */
const CEILING = 30;

/** So many failures in a row, and the person is told; the attempts go on. */
export const TELL_AFTER = STEPS.length;

/** Counts failures in a row. */
export class Backoff {
  #failures = 0;

  /** How many since the last contact. */
  get failures(): number {
    return this.#failures;
  }

  /** Whether it has lasted long enough to tell the person. */
  get tell(): boolean {
    return this.#failures >= TELL_AFTER;
  }

  /** The hub answered: the next failure starts from the first step again. */
  succeed(): void {
    this.#failures = 0;
  }

  /**
   * Notes a failure; the seconds to wait before the next attempt.
   *
   * @param draw - A random number from 0 to 1.
   * @param retryAfter - The seconds that the hub asked for: never undercut, and the jitter comes on
   * top of them.
   */
  fail(draw: number, retryAfter: number | null = null): number {
    const step = STEPS[this.#failures] ?? CEILING;
    this.#failures += 1;
    const jittered = step / 2 + (step / 2) * draw;
    return retryAfter === null
      ? jittered
      : Math.max(jittered, retryAfter + Math.min(step, 1) * draw);
  }
}
