/** Something that happened, to be waited for; and waiting that can be ended. */

/** Stands until it is taken down; who waits for it goes on when it is raised. */
export class Flag {
  #isRaised = false;
  #waiting: (() => void)[] = [];

  get isRaised(): boolean {
    return this.#isRaised;
  }

  raise(): void {
    this.#isRaised = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }

  lower(): void {
    this.#isRaised = false;
  }

  /** Fulfilled when it stands, or when `signal` is aborted: whoever waits looks at both. */
  wait(signal: AbortSignal): Promise<void> {
    if (this.#isRaised || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        signal.removeEventListener("abort", go);
        this.#waiting = this.#waiting.filter((each) => each !== go);
        resolve();
      };
      this.#waiting.push(go);
      signal.addEventListener("abort", go, { once: true });
    });
  }
}

/** Fulfilled after so many ms, or as soon as `signal` is aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

export const sleep: Sleep = (ms, signal) => {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
};

/**
 * Waits for the first of several. The others are told to end through the signal that they were
 * started with, which is also aborted when `signal` is, and have ended when this is fulfilled.
 *
 * @throws what `signal` was aborted with, and what the first one threw.
 */
export async function first<T>(
  signal: AbortSignal,
  start: (signal: AbortSignal) => readonly PromiseLike<T>[],
): Promise<T> {
  signal.throwIfAborted();
  const rest = new AbortController();
  const end = () => {
    rest.abort(signal.reason);
  };
  signal.addEventListener("abort", end, { once: true });
  const started = start(rest.signal);
  try {
    const result = await Promise.race(started);
    signal.throwIfAborted();
    return result;
  } finally {
    signal.removeEventListener("abort", end);
    rest.abort();
    await Promise.allSettled(started);
  }
}
