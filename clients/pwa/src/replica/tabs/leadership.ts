/**
 * Which of several tabs syncs. A tab that is about to be frozen gives the office up; one that hangs
 * has it taken away by a tab that people look at.
 */

import { type Office, pause } from "./office";

/** How often a tab that does not lead asks whether the one that does is there; ms. */
const ASK_MS = 10_000;
/** So many questions without an answer, and another tab takes over. */
const UNANSWERED = 2;
/** A reign that failed is tried again after so long; ms. */
const AGAIN_MS = 10_000;

export interface Election {
  readonly office: Office;
  /** Asks the tab that leads for a sign of life. */
  readonly ask: () => void;
  /** Whether people look at this tab. */
  readonly isSeen: () => boolean;
}

/** One tab's candidacy, from the beginning to `close`. */
export class Leadership {
  readonly #ended = new AbortController();
  readonly #timer = setInterval(() => this.#watch(), ASK_MS);
  #candidacy: AbortController | null = null;
  #reign: AbortController | null = null;
  #unanswered = 0;
  #steals = false;
  #isFrozen = false;

  /**
   * @param lead - Is called whenever this tab leads; the signal is aborted when it no longer does.
   *   Another tab may begin before what it returns is fulfilled: the store bears that.
   */
  constructor(
    private readonly election: Election,
    private readonly lead: (until: AbortSignal) => Promise<void>,
  ) {
    void this.#stand();
  }

  get isLeader(): boolean {
    return this.#reign !== null;
  }

  /** The tab that leads was heard. */
  heard(): void {
    this.#unanswered = 0;
  }

  /** The browser is about to stop this tab for a while: another one may lead. */
  freeze(): void {
    this.#isFrozen = true;
    this.#candidacy?.abort();
    this.#reign?.abort();
  }

  /** The tab goes on. */
  resume(): void {
    this.#unanswered = 0;
    if (!this.#isFrozen) return;
    this.#isFrozen = false;
    void this.#stand();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#ended.abort();
    this.#candidacy?.abort();
    this.#reign?.abort();
  }

  async #stand(): Promise<void> {
    if (this.#candidacy !== null) return;
    while (!this.#isFrozen && !this.#ended.signal.aborted) {
      const candidacy = new AbortController();
      this.#candidacy = candidacy;
      const steals = this.#steals;
      this.#steals = false;
      try {
        await this.election.office.hold(candidacy.signal, steals, (lost) => this.#rule(lost));
      } catch (error) {
        if (!isAbort(error)) await this.#failed(error);
      }
    }
    this.#candidacy = null;
  }

  /** Leads until it is over. */
  async #rule(lost: AbortSignal): Promise<void> {
    if (this.#isFrozen || this.#ended.signal.aborted) return;
    const reign = new AbortController();
    const end = () => reign.abort();
    lost.addEventListener("abort", end, { once: true });
    this.#reign = reign;
    try {
      await this.lead(reign.signal);
      await over(reign.signal);
    } finally {
      reign.abort();
      lost.removeEventListener("abort", end);
      if (this.#reign === reign) this.#reign = null;
    }
  }

  /** Somebody should see the error; and the tab stands again. */
  async #failed(error: unknown): Promise<void> {
    if (this.#ended.signal.aborted) return;
    void Promise.reject(new Error("the tab that leads failed", { cause: error }));
    await pause(AGAIN_MS, this.#ended.signal).catch(() => undefined);
  }

  #watch(): void {
    const { ask, isSeen } = this.election;
    if (this.isLeader || this.#isFrozen || !isSeen()) {
      this.#unanswered = 0;
      return;
    }
    if (this.#unanswered >= UNANSWERED) {
      this.#unanswered = 0;
      this.#steals = true;
      this.#candidacy?.abort();
      return;
    }
    this.#unanswered += 1;
    ask();
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** Fulfilled when the signal is aborted. */
function over(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
