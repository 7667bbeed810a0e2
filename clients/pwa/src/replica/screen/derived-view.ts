import { isSame } from "./matching";
import { type Notices, View } from "./live";

/** A small value that is worked out of what is in memory; asked again when that may have changed. */
export class DerivedView<T> extends View<T> {
  #value: T | undefined;

  /**
   * @param derive - Gives the value; undefined while something is missing for it.
   * @param follow - Is called when somebody looks; what it returns, when nobody does any more.
   */
  constructor(
    notices: Notices,
    private readonly derive: () => T | undefined,
    private readonly follow: (view: DerivedView<T>) => () => void,
  ) {
    super(notices);
  }

  #unfollow: (() => void) | undefined;

  /** What it is worked out of may have changed. */
  refresh(): void {
    if (!this.isOpen) return;
    const value = this.derive();
    if (isSame(value, this.#value)) return;
    this.#value = value;
    this.changed();
  }

  protected override value(): T | undefined {
    return this.#value;
  }

  protected override open(): void {
    this.#unfollow = this.follow(this);
    this.refresh();
  }

  protected override close(): void {
    this.#unfollow?.();
    this.#unfollow = undefined;
    this.#value = undefined;
  }
}
