/** The views of one tab: the same question is the same view, for as long as anybody looks. */

import type { View } from "./live";

export class Lives {
  readonly #views = new Map<string, View<unknown>>();

  /** The view that is known by `key`, made by `make` where there is none. */
  get<T>(key: string, make: () => View<T>): View<T> {
    const there = this.#views.get(key);
    // A key says what kind of view it is for, and so what its value is.
    if (there !== undefined) return there as View<T>;
    const view = make();
    this.#views.set(key, view);
    view.expect(() => {
      if (this.#views.get(key) === view) this.#views.delete(key);
    });
    return view;
  }

  close(): void {
    for (const view of [...this.#views.values()]) view.end();
    this.#views.clear();
  }
}
