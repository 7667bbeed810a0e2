/** What the device counts of its own traffic. */

/** How many of the last latencies are kept for the percentiles. */
const KEPT = 256;

/**
 * Counts since it was made. Bytes are those of bodies: of requests as they travelled, of answers as
 * they were read (the browser hides how they were compressed), of text frames characters. Latencies
 * are of requests that did not ask the hub to wait, in ms.
 */
export class Metrics {
  requests = 0;
  /** Answers taken in. */
  rounds = 0;
  /** Mutations sent, repeats included. */
  pushed = 0;
  /** Records received by rounds. */
  pulled = 0;
  /** Attempts after a failure. */
  retries = 0;
  /** Digests that disagreed. */
  mended = 0;
  bytesUp = 0;
  bytesDown = 0;
  framesUp = 0;
  framesDown = 0;
  /** Failures by code; `unreachable` where there was no answer. */
  readonly failures = new Map<string, number>();
  readonly #latencies: number[] = [];
  #timed = 0;

  /** Notes how long one request took, in ms. */
  time(ms: number): void {
    this.#latencies[this.#timed % KEPT] = ms;
    this.#timed += 1;
  }

  /** Notes a failure. */
  fail(code: string): void {
    this.failures.set(code, (this.failures.get(code) ?? 0) + 1);
  }

  /** The latency in ms that this part (0 to 1) of the last requests did not exceed; null before the
   * first. */
  latency(part: number): number | null {
    const sorted = [...this.#latencies].sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null;
  }
}
