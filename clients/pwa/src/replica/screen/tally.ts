/** How many mutations wait, are under way, or need the person: counted in memory. */

import type { Entry } from "../core/types";
import { wordOf } from "../core/words";

export class Tally {
  readonly #words = new Map<number, "waiting" | "sent" | "needs-you">();
  readonly #proposed = new Set<string>();

  /** Starts anew from all that is not simply received. */
  load(entries: readonly Entry[]): void {
    this.#words.clear();
    for (const entry of entries) this.put(entry);
  }

  put(entry: Entry): void {
    this.#proposed.delete(entry.nonce);
    const word = wordOf(entry);
    if (word === "received") this.#words.delete(entry.seq);
    else this.#words.set(entry.seq, word);
  }

  /** One is on its way to the disk: to the person it waits already. */
  propose(nonce: string): void {
    this.#proposed.add(nonce);
  }

  withdraw(nonce: string): void {
    this.#proposed.delete(nonce);
  }

  counts(): { readonly waiting: number; readonly sent: number; readonly needsYou: number } {
    let [waiting, sent, needsYou] = [this.#proposed.size, 0, 0];
    for (const word of this.#words.values()) {
      if (word === "waiting") waiting += 1;
      else if (word === "sent") sent += 1;
      else needsYou += 1;
    }
    return { waiting, sent, needsYou };
  }
}
