/**
 * Searching the records on this device: every word of the text must stand somewhere in a record's
 * title or searched fields. Chinese has no spaces between words, so a part of a text is enough, and
 * 王 is found in 王太太; of a telephone number its digits are enough.
 */

import type { Document } from "../core/types";
import type { Store } from "../store/store";
import type { Screen } from "./screen";
import { type Hit, TextIndex, wordsOf } from "./text-index";

/** While everything is read for the first time, what was found so far is told so often; ms. */
const PART_MS = 120;

export interface Found {
  readonly entity: string;
  readonly doc: Document;
}

/** Searches records of several entities. */
export class Search {
  readonly #indexes = new Map<string, TextIndex>();

  constructor(
    private readonly store: Store,
    private readonly screen: Screen,
  ) {}

  /** Reads ahead what a search of these will look through, while nothing else is to be done. */
  prepare(entities: readonly string[]): void {
    // Where it fails, the search tries it again and says so.
    this.#build(entities.map((entity) => this.#index(entity))).catch(() => undefined);
  }

  /**
   * At most `limit` records that hold all words of `text`: first those whose title begins with it,
   * then those whose title holds it, the newest first.
   *
   * @param onPart - Is called with what was found so far, while not all is read yet.
   */
  async find(
    text: string,
    entities: readonly string[],
    limit: number,
    onPart?: (found: readonly Found[]) => void,
  ): Promise<readonly Found[]> {
    const words = wordsOf(text);
    if (words.length === 0) return [];
    const indexes = entities.map((entity) => this.#index(entity));
    for (const index of indexes) index.isWanted = true;
    const built = this.#build(indexes);
    let told = 0;
    while (!(await isDoneWithin(built, PART_MS))) {
      if (onPart === undefined) continue;
      const part = await this.#best(indexes, words, limit);
      if (part.length > 0 || told > 0) onPart(part);
      told = part.length;
    }
    return this.#best(indexes, words, limit);
  }

  /** One after the other: side by side none would be ready first. */
  async #build(indexes: readonly TextIndex[]): Promise<void> {
    for (const index of indexes) await index.build();
    // Everything may have changed while the others were built.
    if (indexes.some(({ isBuilt }) => !isBuilt)) await this.#build(indexes);
  }

  async #best(
    indexes: readonly TextIndex[],
    words: readonly string[],
    limit: number,
  ): Promise<readonly Found[]> {
    const title = words.join(" ");
    const hits = indexes.flatMap((index) => index.find(words, title));
    // Ids sort by the time at which they were made.
    hits.sort((a, b) => a.rank - b.rank || (a.id < b.id ? 1 : -1));
    const found: Found[] = [];
    for (let from = 0; from < hits.length && found.length < limit; from += limit) {
      found.push(...(await this.#read(hits.slice(from, from + limit))));
    }
    return found.slice(0, limit);
  }

  /** The records of these hits as they are shown, in their order. */
  async #read(hits: readonly Hit[]): Promise<readonly Found[]> {
    const found = new Map<Hit, Found>();
    for (const entity of new Set(hits.map((hit) => hit.entity))) {
      const own = hits.filter((hit) => hit.entity === entity);
      const bases = await this.store.base.several(
        entity,
        own.map(({ id }) => id),
      );
      own.forEach((hit, at) => {
        const doc = this.screen.overlay.view([entity, hit.id], bases[at] ?? null);
        if (doc !== null) found.set(hit, { entity, doc });
      });
    }
    return hits.flatMap((hit) => found.get(hit) ?? []);
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

/** @throws what `done` fails with. */
async function isDoneWithin(done: Promise<void>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isOver = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([done.then(() => true as const), isOver]);
  } finally {
    clearTimeout(timer);
  }
}
