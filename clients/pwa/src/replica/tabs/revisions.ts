/** Noticing a missed message: every transaction of any tab has a number, one higher than the last. */

/** A message may be on its way while a later number is known already: so long it is waited for. */
const PATIENCE_MS = 1_000;

export class Revisions {
  #seen: number;
  readonly #early = new Set<number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `missed`: is called where something was not heard of; it reads everything anew, and tells by
   * `reached` what it read. */
  constructor(
    seen: number,
    private readonly missed: () => void,
  ) {
    this.#seen = seen;
  }

  /** What this transaction changed has been taken in. */
  note(revision: number): void {
    if (revision <= this.#seen) return;
    this.#early.add(revision);
    this.#advance();
  }

  /** Everything of this revision has been read. */
  reached(revision: number): void {
    this.#seen = Math.max(this.#seen, revision);
    for (const early of this.#early) if (early <= this.#seen) this.#early.delete(early);
    this.#advance();
  }

  /** The store is at this revision. Where that is not what was heard of, it is read anew. */
  check(revision: number): void {
    if (revision > this.#seen) this.#miss();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #advance(): void {
    while (this.#early.delete(this.#seen + 1)) this.#seen += 1;
    if (this.#early.size > 0) {
      this.#timer ??= setTimeout(() => this.#miss(), PATIENCE_MS);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #miss(): void {
    this.#timer = undefined;
    this.missed();
  }
}
