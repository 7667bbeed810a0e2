/** Numbers that people read aloud, from the blocks that the hub reserved for this device. Calls
 * belong into the caller's transaction. */

import Dexie from "dexie";

import type { Blocks as Given } from "../core/types";
import type { Database } from "./database";

/** With fewer left, the next request names the series, and the hub tops it up. */
export const LOW = 32;

export class Blocks {
  constructor(private readonly database: Database) {}

  /** New blocks; what is known already is left as it is. */
  async add(given: Given): Promise<void> {
    for (const [series, pairs] of Object.entries(given)) {
      for (const [first, last] of pairs) {
        const known = await this.database.blocks.get([series, first]);
        if (known === undefined)
          await this.database.blocks.add({ series, first, last, next: first });
      }
    }
  }

  /** The next number, or null where none is left. It is spent. */
  async take(series: string): Promise<number | null> {
    const block = (await this.#of(series)).find(({ next, last }) => next <= last);
    if (block === undefined) return null;
    // A spent block stays, so that the hub's naming it again does not give its numbers twice.
    await this.database.blocks.put({ ...block, next: block.next + 1 });
    return block.next;
  }

  /** How many numbers are left. */
  async left(series: string): Promise<number> {
    return (await this.#of(series)).reduce((sum, { next, last }) => sum + last - next + 1, 0);
  }

  /** From now on the device asks for numbers of this series. Whether that is news. */
  async want(series: string): Promise<boolean> {
    const wanted = (await this.database.load("series")) ?? [];
    if (wanted.includes(series)) return false;
    await this.database.save("series", [...wanted, series]);
    return true;
  }

  /** Wanted series that run low -> how many numbers are left. */
  async low(): Promise<Record<string, number>> {
    const held: Record<string, number> = {};
    for (const series of (await this.database.load("series")) ?? []) {
      const left = await this.left(series);
      if (left < LOW) held[series] = left;
    }
    return held;
  }

  /** The device has another id: its numbers are no longer its to give. */
  async drop(): Promise<void> {
    await this.database.blocks.clear();
  }

  /** In order of their numbers. */
  #of(series: string) {
    return this.database.blocks
      .where("[series+first]")
      .between([series, Dexie.minKey], [series, Dexie.maxKey])
      .toArray();
  }
}
