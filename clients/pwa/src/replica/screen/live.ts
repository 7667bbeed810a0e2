/** Values that change: who listens is told once per microtask, however much has changed. */

import type { Live } from "../api";

/** How long a view that nobody listens to is still kept up to date: as long as it takes to go to
 * another screen and back. ms. */
const LINGER_MS = 10_000;

/** Calls the listeners of views that have changed, all at once at the end of the present task. */
export class Notices {
  readonly #due = new Set<View<unknown>>();

  add(view: View<unknown>): void {
    if (this.#due.size === 0) queueMicrotask(() => this.#tell());
    this.#due.add(view);
  }

  #tell(): void {
    const due = [...this.#due];
    this.#due.clear();
    for (const view of due) view.tell();
  }
}

/**
 * A value that is kept up to date while somebody looks at it. Reading it once opens it, so that it
 * is on its way before a component has subscribed.
 */
export abstract class View<T> implements Live<T> {
  readonly #listeners = new Set<() => void>();
  #isOpen = false;
  #over: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(protected readonly notices: Notices) {}

  current(): T | undefined {
    this.#look();
    return this.value();
  }

  subscribe(callback: () => void): () => void {
    // A listener of its own, so that one function may subscribe twice.
    const listener = () => {
      callback();
    };
    this.#listeners.add(listener);
    this.#look();
    return () => {
      if (this.#listeners.delete(listener)) this.#look();
    };
  }

  /** Calls back whenever it is no longer kept up to date; also where nobody ever looked. */
  expect(over: () => void): void {
    this.#over = over;
    if (!this.#isOpen) this.#timer = setTimeout(() => this.#close(), LINGER_MS);
  }

  /** Whether it is being kept up to date. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Calls the listeners; for `Notices`. */
  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** Ends it at once, whoever listens. */
  end(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
    this.#close();
  }

  /** The value as far as it is known. The same object until it changes. */
  protected abstract value(): T | undefined;
  /** Begins to read it and to follow what changes. */
  protected abstract open(): void;
  /** Forgets it. */
  protected abstract close(): void;

  protected changed(): void {
    this.notices.add(this);
  }

  #look(): void {
    clearTimeout(this.#timer);
    if (this.#listeners.size === 0) this.#timer = setTimeout(() => this.#close(), LINGER_MS);
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.open();
  }

  #close(): void {
    const isOpen = this.#isOpen;
    this.#isOpen = false;
    if (isOpen) this.close();
    this.#over?.();
  }
}
