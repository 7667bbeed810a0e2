import type { Blocks } from "../store/blocks";
import { View } from "./live";
import type { Screen } from "./screen";

/** How many numbers of a series are kept here. */
export class NumbersView extends View<number> {
  #left: number | undefined;
  #unfollow: (() => void) | undefined;

  constructor(
    private readonly screen: Screen,
    private readonly blocks: Blocks,
    private readonly series: string,
  ) {
    super(screen.notices);
  }

  protected override value(): number | undefined {
    return this.#left;
  }

  protected override open(): void {
    this.#unfollow = this.screen.onChanged(({ series, anew }) => {
      if (anew || series.includes(this.series)) this.#count();
    });
    this.#count();
  }

  protected override close(): void {
    this.#unfollow?.();
    this.#left = undefined;
  }

  #count(): void {
    this.screen.attempt(
      async () => {
        const left = await this.blocks.left(this.series);
        if (!this.isOpen || left === this.#left) return;
        this.#left = left;
        this.changed();
      },
      () => {
        if (this.isOpen) this.#count();
      },
    );
  }
}
