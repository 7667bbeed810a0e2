/** Writing what a person did: on the screen first, then on the disk; or off the screen again. */

import { type ActBuilder, textOf } from "../core/act";
import { Problem } from "../core/problem";
import type { Entry } from "../core/types";
import type { Store } from "../store/store";
import { keysOf } from "./overlay";
import type { Screen } from "./screen";

/** A write on its way to the disk. */
interface Underway {
  /** `entity/id`s. */
  readonly touches: ReadonlySet<string>;
  /** The disk refused it. */
  failure: unknown;
}

export interface Deed {
  readonly actor: string;
  readonly nonce: string;
  /** ms by the device's clock. */
  readonly now: number;
  /** The place of the refused write that this one takes up again. */
  readonly resolves?: number | undefined;
}

export class Commits {
  readonly #underway = new Set<Underway>();

  constructor(
    private readonly store: Store,
    private readonly screen: Screen,
  ) {}

  /**
   * Records an act. The screen shows it when this returns its promise.
   *
   * @throws Problem `mutation/invalid` or `mutation/limits`, and nothing was shown;
   *   `device/storage` where the disk refused it, or an act under way that this one builds on: the
   *   screen has gone back.
   */
  async commit(act: ActBuilder, { actor, nonce, now, resolves }: Deed): Promise<Entry> {
    if (this.screen.session === null) throw new Problem("device/required");
    const ops = textOf(act.ops);
    const keys = keysOf(act.ops).map((key) => key.join("/"));
    const under = [...this.#underway].filter(({ touches }) => keys.some((key) => touches.has(key)));
    const own: Underway = { touches: new Set(keys), failure: undefined };
    this.#underway.add(own);
    this.screen.propose(nonce, act.ops, act.views);
    try {
      return await this.store.write({ actor, ops, nonce }, act.before, now, resolves, () => {
        for (const { failure } of under) if (failure !== undefined) throw failure as Error;
      });
    } catch (error) {
      own.failure = error;
      this.screen.withdraw(nonce);
      throw error;
    } finally {
      this.#underway.delete(own);
    }
  }
}
