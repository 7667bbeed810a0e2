/**
 * The number that a tab shows before its order is sent.
 *
 * Numbers that were taken from the device's blocks and not spent yet are written down for all tabs;
 * which tab shows one is decided by a lock of that number. So a reload finds its number again, a
 * duplicated tab (which begins with a copy of the session's storage) never shows the same one, and
 * what a closed tab left behind is used by the next.
 */

/** How long a page that is being left may still hold the lock of its number, ms. */
const LEAVING_MS = 500;

/** Where numbers are written down, and who may have one. */
export interface Keeping {
  /** Of all tabs: a key for each number that is not spent. */
  readonly shared: Storage;
  /** Of this tab: which one it showed last. */
  readonly own: Storage;
  /** Undefined where the browser has none: then a tab keeps to its own. */
  readonly locks: Pick<LockManager, "request"> | undefined;
}

/** The number that one tab holds. */
export class HeldNumber {
  #letGo: (() => void) | null = null;
  #locked: number | null = null;
  #holding: Promise<number | null> | null = null;

  /** `take`: the next number of this device; null where none is left. */
  constructor(
    private readonly key: string,
    private readonly keeping: Keeping,
    private readonly take: () => Promise<number | null>,
  ) {}

  /** The number that this tab holds, or another; callers at the same time share it. */
  hold(): Promise<number | null> {
    this.#holding ??= this.#hold().finally(() => {
      this.#holding = null;
    });
    return this.#holding;
  }

  /** Takes the number for good. */
  async spend(): Promise<number | null> {
    const number = await this.hold();
    if (number !== null) this.keeping.shared.removeItem(this.#keyOf(number));
    this.keeping.own.removeItem(this.key);
    this.#release();
    return number;
  }

  /** A number whose order was not written is the next again. */
  async giveBack(number: number): Promise<void> {
    this.#write(number);
    await this.#lock(number, LEAVING_MS);
  }

  async #hold(): Promise<number | null> {
    const last = Number(this.keeping.own.getItem(this.key) ?? Number.NaN);
    if (this.#isUnspent(last) && (await this.#lock(last, LEAVING_MS))) return last;
    for (const left of this.keeping.locks === undefined ? [] : this.#unspent()) {
      if (await this.#lock(left, 0)) {
        this.#write(left);
        return left;
      }
    }
    const fresh = await this.take();
    if (fresh === null) return null;
    this.#write(fresh);
    await this.#lock(fresh, LEAVING_MS);
    return fresh;
  }

  #keyOf(number: number): string {
    return `${this.key}.${number}`;
  }

  #isUnspent(number: number): boolean {
    return this.keeping.shared.getItem(this.#keyOf(number)) !== null;
  }

  #unspent(): readonly number[] {
    const prefix = this.#keyOf(0).slice(0, -1);
    return Object.keys(this.keeping.shared)
      .filter((key) => key.startsWith(prefix))
      .map((key) => Number(key.slice(prefix.length)))
      .sort((one, other) => one - other);
  }

  #write(number: number): void {
    this.keeping.shared.setItem(this.#keyOf(number), "");
    this.keeping.own.setItem(this.key, String(number));
  }

  /** Whether the number is this tab's: held until it is let go, or the tab ends. */
  async #lock(number: number, patience: number): Promise<boolean> {
    const { locks } = this.keeping;
    if (locks === undefined || this.#locked === number) return true;
    this.#release();
    const letGo = await held(locks, this.#keyOf(number), patience);
    // Whoever had it may have spent it meanwhile.
    if (letGo === null || !this.#isUnspent(number)) {
      letGo?.();
      return false;
    }
    this.#letGo = letGo;
    this.#locked = number;
    return true;
  }

  #release(): void {
    this.#letGo?.();
    this.#letGo = null;
    this.#locked = null;
  }
}

/** Holds a lock; the function that is returned lets it go. Null where somebody else has it for
 * longer than `patience`, ms. */
function held(
  locks: Pick<LockManager, "request">,
  name: string,
  patience: number,
): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    const limit = new AbortController();
    const options = patience === 0 ? { ifAvailable: true } : { signal: limit.signal };
    const timer = setTimeout(() => {
      limit.abort();
    }, patience);
    const granted = (lock: Lock | null): Promise<void> | undefined => {
      clearTimeout(timer);
      if (lock !== null) return new Promise<void>((letGo) => resolve(letGo));
      resolve(null);
      return undefined;
    };
    locks.request(name, options, granted).catch(() => resolve(null));
  });
}
