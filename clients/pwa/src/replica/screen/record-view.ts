/** What all views of records share: they read once, and then follow each record that changes. */

import type { Document } from "../core/types";
import { type Notices, View } from "./live";

/** Is told of records that change. */
export interface Follower {
  /** Whose records it is about; null for all. */
  readonly entity: string | null;
  /** A record is shown otherwise now; null: no longer. */
  put(entity: string, id: string, document: Document | null): void;
  /** The record as it has it; undefined where it does not. */
  peek(entity: string, id: string): Document | undefined;
  /** Reads everything anew. */
  reload(): void;
}

/** What a view of records needs of the screen that it belongs to. */
export interface Host {
  readonly notices: Notices;
  /** From now on the view is told of changed records. */
  follow(follower: Follower): void;
  unfollow(follower: Follower): void;
  /** Runs a read that may fail; where it does, `again` is called after a while. */
  attempt(read: () => Promise<void>, again: () => void): void;
}

export abstract class RecordView<T> extends View<T> implements Follower {
  /** Counts what makes a read that is under way void. */
  #turn = 0;
  #isReading = false;

  constructor(
    protected readonly host: Host,
    readonly entity: string | null,
  ) {
    super(host.notices);
  }

  abstract put(entity: string, id: string, document: Document | null): void;
  abstract peek(entity: string, id: string): Document | undefined;

  /** What was known is shown meanwhile. */
  reload(): void {
    this.#turn += 1;
    const turn = this.#turn;
    this.#isReading = true;
    this.host.attempt(
      async () => {
        const take = await this.read();
        if (turn !== this.#turn || !this.isOpen) return;
        this.#isReading = false;
        take();
      },
      () => {
        if (turn === this.#turn && this.isOpen) this.reload();
      },
    );
  }

  /** Reads more of it, unless that is under way: what is read then is new enough. */
  protected refill(): void {
    if (!this.#isReading) this.reload();
  }

  /** Reads in one transaction; what it gives takes the result in, without waiting for anything:
   * changes that are committed later are told later. */
  protected abstract read(): Promise<() => void>;
  protected abstract forget(): void;

  protected override open(): void {
    this.host.follow(this);
    this.reload();
  }

  protected override close(): void {
    this.#turn += 1;
    this.host.unfollow(this);
    this.forget();
  }
}
