/**
 * Searching the records on this device: every word of the text must stand somewhere in a record's
 * title or searched fields. Chinese has no spaces between words, so a part of a text is enough, and
 * 王 is found in 王太太; of a telephone number its digits are enough.
 */

import type { Document } from "../core/types";
import { declared } from "../store/declared";
import type { Store } from "../store/store";
import type { Follower } from "./record-view";
import type { Screen } from "./screen";

/** Records that are read between two breaths of the page. */
const SLICE = 2_000;

/** What is searched of one record, title first, all in lower case. */
interface Searched {
  readonly title: string;
  readonly whole: string;
}

/** A record that was found. `rank`: 0 where the title begins with the text, 1 where it holds it. */
export interface Hit {
  readonly entity: string;
  readonly id: string;
  readonly rank: number;
}

/** The searched texts of one entity: built when it is first searched, followed from then on. */
export class TextIndex implements Follower {
  readonly #texts = new Map<string, Searched>();
  readonly #fields: readonly string[];
  #built: Promise<void> | null = null;

  constructor(
    private readonly store: Store,
    private readonly screen: Screen,
    readonly entity: string,
  ) {
    const { title, search = [] } = declared(entity) ?? {};
    this.#fields = [...new Set([...(title === undefined ? [] : [title]), ...search])];
    screen.follow(this);
  }

  put(_entity: string, id: string, document: Document | null): void {
    if (document === null) this.#texts.delete(id);
    else this.#texts.set(id, this.#textOf(document));
  }

  peek(): undefined {
    return undefined;
  }

  reload(): void {
    this.#texts.clear();
    this.#built = null;
  }

  /** All records that hold each of the words. */
  async find(words: readonly string[], text: string): Promise<readonly Hit[]> {
    let built: Promise<void>;
    do {
      built = this.#built ??= this.#build();
      await built;
      // Everything may have changed while it was being built.
    } while (built !== this.#built);
    const hits: Hit[] = [];
    for (const [id, { title, whole }] of this.#texts) {
      if (!words.every((word) => whole.includes(word))) continue;
      const rank = title.startsWith(text) ? 0 : title.includes(text) ? 1 : 2;
      hits.push({ entity: this.entity, id, rank });
    }
    return hits;
  }

  async #build(): Promise<void> {
    try {
      await this.#read();
    } catch (error) {
      this.#built = null;
      throw error;
    }
  }

  async #read(): Promise<void> {
    const { database } = this.store;
    const table = database.records(this.entity);
    let last = "";
    for (;;) {
      const slice = await table?.where("id").above(last).limit(SLICE).toArray();
      for (const document of slice ?? []) {
        const key = [this.entity, document.id] as const;
        this.put(this.entity, document.id, this.screen.overlay.view(key, document));
      }
      if (slice === undefined || slice.length < SLICE) break;
      last = slice.at(-1)?.id ?? last;
      await breath();
    }
    for (const id of this.screen.overlay.ids(this.entity)) {
      const key = [this.entity, id] as const;
      const base = this.screen.overlay.base(key);
      if (base !== undefined) this.put(this.entity, id, this.screen.overlay.view(key, base));
    }
  }

  #textOf(document: Document): Searched {
    const texts = this.#fields.flatMap((field) => {
      const value = document[field];
      return typeof value === "string" || typeof value === "number" ? [folded(String(value))] : [];
    });
    const digits = texts.flatMap((text) => {
      const only = text.replace(/\D/gu, "");
      return only !== "" && only !== text && /^[\d\s+()#*-]+$/u.test(text) ? [only] : [];
    });
    return { title: texts[0] ?? "", whole: [...texts, ...digits].join("\n") };
  }
}

/** The words of a search; a telephone number is one word, whatever stands between its digits. */
export function wordsOf(text: string): readonly string[] {
  const whole = folded(text).trim();
  if (whole === "") return [];
  const isNumber = /^[\d\s+()#*-]+$/u.test(whole) && /\d/u.test(whole);
  return isNumber ? [whole.replace(/\D/gu, "")] : whole.split(/\s+/u);
}

/** Texts are alike whose forms are: full width or half, upper case or lower. */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function breath(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

/** Searches records of several entities. */
export class Search {
  readonly #indexes = new Map<string, TextIndex>();

  constructor(
    private readonly store: Store,
    private readonly screen: Screen,
  ) {}

  /** At most `limit` records that hold all words of `text`: first those whose title begins with it,
   * then those whose title holds it, the newest first. */
  async find(text: string, entities: readonly string[], limit: number): Promise<readonly Found[]> {
    const words = wordsOf(text);
    if (words.length === 0) return [];
    const title = words.join(" ");
    const hits: Hit[] = [];
    for (const entity of entities) hits.push(...(await this.#index(entity).find(words, title)));
    // Ids sort by the time at which they were made.
    hits.sort((a, b) => a.rank - b.rank || (a.id < b.id ? 1 : -1));
    const found: Found[] = [];
    for (const { entity, id } of hits) {
      if (found.length === limit) break;
      const doc = await this.screen.get(entity, id);
      if (doc !== null) found.push({ entity, doc });
    }
    return found;
  }

  #index(entity: string): TextIndex {
    let index = this.#indexes.get(entity);
    if (index === undefined) {
      index = new TextIndex(this.store, this.screen, entity);
      this.#indexes.set(entity, index);
    }
    return index;
  }
}

export interface Found {
  readonly entity: string;
  readonly doc: Document;
}
