/** Views of the queue: the person's list, and what needs the person. */

import type { Line } from "../api";
import type { Entry } from "../core/types";
import { lineOf, needsYou } from "../core/words";
import type { Outbox } from "../store/outbox";
import { View } from "./live";
import type { Notices } from "./live";

/** What a view of the queue needs of the screen that it belongs to. */
export interface QueueHost {
  readonly notices: Notices;
  readonly outbox: Outbox;
  followRows(view: LinesView): void;
  unfollowRows(view: LinesView): void;
  /** Runs a read that may fail; where it does, `again` is called after a while. */
  attempt(read: () => Promise<void>, again: () => void): void;
}

/** Mutations that are kept, newest first, as lines. */
export class LinesView extends View<readonly Line[]> {
  #lines: Map<number, Line> | undefined;
  #snapshot: readonly Line[] | undefined;
  #turn = 0;

  /** `limit`: at most so many. `needsOnly`: only what needs the person. */
  constructor(
    private readonly host: QueueHost,
    private readonly limit: number,
    private readonly needsOnly: boolean,
  ) {
    super(host.notices);
  }

  /** These mutations are new, or their fate changed. */
  put(entries: readonly Entry[]): void {
    if (this.#lines === undefined || entries.length === 0) return;
    for (const entry of entries) {
      if (this.needsOnly && !needsYou(entry)) this.#lines.delete(entry.seq);
      else this.#lines.set(entry.seq, lineOf(entry));
    }
    this.#snapshot = undefined;
    this.changed();
  }

  reload(): void {
    this.#turn += 1;
    const turn = this.#turn;
    const isStill = () => turn === this.#turn && this.isOpen;
    this.host.attempt(
      async () => {
        const { outbox } = this.host;
        const entries = await (this.needsOnly ? outbox.needs() : outbox.newest(this.limit));
        if (!isStill()) return;
        this.#lines = new Map(entries.map((entry) => [entry.seq, lineOf(entry)]));
        this.#snapshot = undefined;
        this.changed();
      },
      () => {
        if (isStill()) this.reload();
      },
    );
  }

  protected override value(): readonly Line[] | undefined {
    if (this.#lines === undefined) return undefined;
    this.#snapshot ??= [...this.#lines.values()].sort((a, b) => b.seq - a.seq).slice(0, this.limit);
    return this.#snapshot;
  }

  protected override open(): void {
    this.host.followRows(this);
    this.reload();
  }

  protected override close(): void {
    this.#turn += 1;
    this.host.unfollowRows(this);
    this.#lines = undefined;
    this.#snapshot = undefined;
  }
}
