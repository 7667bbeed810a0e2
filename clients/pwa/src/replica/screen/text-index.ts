/** What is searched of the records of one entity, in memory. */

import type { Document } from "../core/types";
import { declared } from "../store/declared";
import type { Store } from "../store/store";
import type { Follower } from "./record-view";
import type { Screen } from "./screen";

/** Keys that are listed at once. */
const LISTED = 5_000;
/** Records between two keys that are remembered: the least that is read at once. */
const STEP = 250;
/** At most so many steps are read at once; as many as keep the page from nothing for longer than
 * half a frame. */
const MOST_STEPS = 8;
const SLOW_MS = 16;
const QUICK_MS = 8;
/** Where nobody waits for it, it goes on when the page has nothing else to do; after so many ms
 * even then. */
const IDLE_MS = 200;

/** What is searched of one record, in one case and one width. */
interface Searched {
  readonly title: string;
  /** All of its texts, title first, and of telephone numbers the digits. */
  readonly whole: string;
}

/** A record that was found. `rank`: 0 where the title begins with the text, 1 where it holds it. */
export interface Hit {
  readonly entity: string;
  readonly id: string;
  readonly rank: number;
}

/** Built when it is first wanted, the newest records first; followed from then on. */
export class TextIndex implements Follower {
  /** Somebody waits for it. */
  isWanted = false;
  readonly #texts = new Map<string, Searched>();
  readonly #fields: readonly string[];
  #building: Promise<void> | null = null;
  #isBuilt = false;
  /** Counts what makes a reading void. */
  #turn = 0;

  constructor(
    private readonly store: Store,
    private readonly screen: Screen,
    readonly entity: string,
  ) {
    const { title, search = [] } = declared(entity) ?? {};
    this.#fields = [...new Set([...(title === undefined ? [] : [title]), ...search])];
    screen.follow(this);
  }

  /** Whether all records are in it. */
  get isBuilt(): boolean {
    return this.#isBuilt;
  }

  put(_entity: string, id: string, document: Document | null): void {
    if (document === null) this.#texts.delete(id);
    else this.#texts.set(id, this.#textOf(document));
  }

  peek(): undefined {
    return undefined;
  }

  /** Everything may have changed: what is under way begins anew, what was done is done again when it
   * is wanted. */
  reload(): void {
    this.#turn += 1;
    this.#texts.clear();
    if (this.#isBuilt) this.#building = null;
    this.#isBuilt = false;
  }

  /** Is fulfilled when all records are in it. */
  build(): Promise<void> {
    this.#building ??= this.#build().catch((error: unknown) => {
      this.#building = null;
      throw error;
    });
    return this.#building;
  }

  /** The records so far that hold each of the words. */
  find(words: readonly string[], text: string): readonly Hit[] {
    const hits: Hit[] = [];
    for (const [id, { title, whole }] of this.#texts) {
      if (!words.every((word) => whole.includes(word))) continue;
      const rank = title.startsWith(text) ? 0 : title.includes(text) ? 1 : 2;
      hits.push({ entity: this.entity, id, rank });
    }
    return hits;
  }

  async #build(): Promise<void> {
    let turn: number;
    do {
      turn = this.#turn;
      await this.#read(turn);
    } while (turn !== this.#turn);
    this.#isBuilt = true;
  }

  async #read(turn: number): Promise<void> {
    this.#takeOwn();
    const table = this.store.database.records(this.entity);
    if (table === undefined) return;
    const bounds = await this.#bounds(turn);
    let [to, steps] = [bounds.length, 1];
    while (to > 0 && turn === this.#turn) {
      const from = Math.max(0, to - steps);
      const [low, high] = [bounds[from] ?? "", bounds[to]];
      const began = performance.now();
      // New records are told: what lies beyond the last key is none of ours.
      const range =
        high === undefined
          ? table.where("id").aboveOrEqual(low)
          : table.where("id").between(low, high);
      for (const document of await range.toArray()) {
        const key = [this.entity, document.id] as const;
        this.put(this.entity, document.id, this.screen.overlay.view(key, document));
      }
      const took = performance.now() - began;
      if (took > SLOW_MS) steps = Math.max(1, steps >> 1);
      else if (took < QUICK_MS) steps = Math.min(MOST_STEPS, steps << 1);
      to = from;
      await this.#breath();
    }
    if (turn === this.#turn) this.#takeOwn();
  }

  /** Every so manieth key, in order, from the first one on. */
  async #bounds(turn: number): Promise<readonly string[]> {
    const table = this.store.database.records(this.entity);
    const bounds: string[] = [];
    let last: string | undefined = "";
    while (table !== undefined && last !== undefined && turn === this.#turn) {
      const keys: readonly string[] = await table
        .where("id")
        .above(last)
        .limit(LISTED)
        .primaryKeys();
      for (let at = 0; at < keys.length; at += STEP) bounds.push(keys[at] ?? "");
      last = keys.length < LISTED ? undefined : keys.at(-1);
      await this.#breath();
    }
    return bounds;
  }

  /** Own mutations may have made records, or changed ones, that the base does not know of. */
  #takeOwn(): void {
    const { overlay } = this.screen;
    for (const id of overlay.ids(this.entity)) {
      const key = [this.entity, id] as const;
      const base = overlay.base(key);
      if (base !== undefined) this.put(this.entity, id, overlay.view(key, base));
    }
  }

  #textOf(document: Document): Searched {
    const texts: string[] = [];
    const digits: string[] = [];
    for (const field of this.#fields) {
      const value = document[field];
      if (typeof value === "number") texts.push(String(value));
      if (typeof value !== "string") continue;
      const text = folded(value);
      texts.push(text);
      if (!isNumber(text)) continue;
      const only = digitsOf(text);
      if (only !== text) digits.push(only);
    }
    return { title: texts[0] ?? "", whole: [...texts, ...digits].join("\n") };
  }

  #breath(): Promise<void> {
    return new Promise((resolve) => {
      if (this.isWanted || typeof requestIdleCallback === "undefined") setTimeout(resolve);
      else requestIdleCallback(() => resolve(), { timeout: IDLE_MS });
    });
  }
}

/** The words of a search; a telephone number is one word, whatever stands between its digits. */
export function wordsOf(text: string): readonly string[] {
  const whole = folded(text).trim();
  if (whole === "") return [];
  return isNumber(whole) ? [digitsOf(whole)] : whole.split(/\s+/u);
}

function isNumber(text: string): boolean {
  return /^[\d\s+()#*-]*\d[\d\s+()#*-]*$/u.test(text);
}

function digitsOf(text: string): string {
  return text.replace(/\D/gu, "");
}

/** Texts are alike whose forms are: full width or half, upper case or lower. */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
