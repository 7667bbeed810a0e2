/** What the tables hold, beside the documents themselves. */

import type { Document, Entry, Session } from "../core/types";

/** What every transaction that writes brings up to date, in one row. */
export interface Head {
  /** Null before the first enrolment. */
  readonly session: Session | null;
  /** The place that the last mutation got. */
  readonly seq: number;
  /** Counts transactions: a tab that missed one notices. */
  readonly revision: number;
}

/** Who this device is, and for whom it was enrolled. The replica's id stands in the session, and
 * changes there. */
export interface StoredIdentity {
  readonly secret: string;
  readonly organisation: {
    readonly id: string;
    readonly name: string;
    readonly time_zone: string;
    readonly currency: string;
    readonly languages: readonly string[];
  };
  readonly person: string | null;
  readonly station: string | null;
  readonly role: string;
  readonly name: string;
}

/** An outbox entry with what its indexes need. */
export type OutboxRow = Entry & {
  /** The overlay may have to show it. */
  readonly open?: 1;
  /** A person must deal with it. */
  readonly needs?: 1;
};

/** A block of numbers; `next` is the first that is not spent. */
export interface BlockRow {
  readonly series: string;
  readonly first: number;
  readonly last: number;
  readonly next: number;
}

export interface StageRow {
  readonly entity: string;
  readonly id: string;
  readonly doc: Document | null;
}

export interface ConflictRow {
  readonly entity: string;
  readonly id: string;
}

export interface DraftRow {
  readonly text: string;
  /** ms since 1970. */
  readonly at: number;
}

/** A photo or another file that waits for its upload; its record goes first. */
export interface BlobRow {
  readonly id: string;
  readonly data: Blob;
  readonly entity: string;
  readonly record: string;
  readonly addedAt: number;
  /** The server has not got all of it. */
  readonly open?: 1;
}
