/**
 * What an app may ask of this browser's replica: read, watch, write, and see how the writes fare.
 *
 * Every read is of the local database with this device's own writes on top; the network is never
 * waited for. A write is on the screen before the call returns, and on the disk when the promise
 * that it returns is fulfilled. Screens use it through the hooks of `app/data.ts`.
 */

import type { Changes, Doc, EntityName, Values } from "@/generated/entities";

/** A value that changes: read it now, and be called back after each change. The snapshot is the
 * same object until something changed (made for `useSyncExternalStore`). */
export interface Live<T> {
  /** The value, or undefined while it is being read for the first time. */
  current(): T | undefined;
  /** Calls back after each change; the function that is returned ends it. What nobody listens to
   * is not kept up to date. */
  subscribe(callback: () => void): () => void;
}

/** field -> a value, null for "empty", or an array for "one of". */
export type Where<E extends EntityName> = {
  readonly [F in keyof Doc<E>]?: Doc<E>[F] | null | readonly (Doc<E>[F] | null)[];
};

export interface Query<E extends EntityName> {
  readonly where?: Where<E>;
  /** A further condition. It is part of the query's identity: pass a stable function. */
  readonly filter?: (doc: Doc<E>) => boolean;
  /** Field names, one with `-` before it descending; equals stand by id. */
  readonly order?: readonly (string & (keyof Doc<E> | `-${keyof Doc<E> & string}`))[];
  readonly limit?: number;
}

/** A record's field -> the dot `[replica, n]` of the sibling that a person chose. */
export type Choices = Readonly<Record<string, readonly [string, number]>>;

/** One act of a person: ops that are accepted or refused together. Each op sees those before it. */
export interface Act {
  /** Makes a record; its id. Throws a Problem where the declaration refuses a value. */
  create<E extends EntityName>(entity: E, values: Values<E>, id?: string): string;
  /** Changes fields of a record as it stands on the screen. What changes nothing is left out. */
  edit<E extends EntityName>(entity: E, doc: Doc<E>, changes: Changes<E>): void;
  delete<E extends EntityName>(entity: E, doc: Doc<E>): void;
  /** Closes conflicts in favour of a sibling each. */
  accept<E extends EntityName>(entity: E, doc: Doc<E>, choices: Choices): void;
  /** Whether nothing would change. */
  readonly isEmpty: boolean;
}

/** A write that is on the disk. `seq`: its place in the outbox, for ever. */
export interface Mutation {
  readonly seq: number;
  readonly uid: string;
  readonly ids: readonly string[];
}

/** The one vocabulary of a write's life, on every screen. */
export type Word = "waiting" | "sent" | "received" | "needs-you";

/** One write in the person's list; `what` is said by the screen, from `ops`, in its language. */
export interface Line {
  readonly seq: number;
  readonly actor: string;
  /** ms since 1970, by this device's clock. */
  readonly madeAt: number;
  readonly word: Word;
  /** `[entity, id, seen, body]`; empty where the content was given up. */
  readonly ops: readonly (readonly unknown[])[];
  /** Why (a part of) it was refused: the stable code, field -> detail, facts. */
  readonly problem?: {
    readonly code: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly params: Readonly<Record<string, unknown>>;
  };
  /** `[entity, id, field]` in conflict, and `[entity, id, field, code]` left out. */
  readonly conflicts: readonly (readonly [string, string, string])[];
  readonly parts: readonly (readonly [string, string, string, string])[];
}

export type Link = "live" | "online" | "offline" | "connecting";

/** How the connection is, by real contact with the server, not by the radio. */
export interface Contact {
  readonly link: Link;
  /** ms since 1970 of the last answer; 0 for never. */
  readonly last: number;
  /** Whether it has failed often enough (five times) for the person to be told. */
  readonly tell: boolean;
  /** When the next try is due, ms since 1970; 0 where none is waited for. */
  readonly retryAt: number;
  /** The stable code of the problem that keeps it from syncing, where the server answers. */
  readonly problem: string | null;
}

/** Figures for the pill and the sync centre. */
export interface Stats {
  readonly waiting: number;
  /** Sent, but not answered yet. */
  readonly sent: number;
  readonly needsYou: number;
  /** Records with fields in conflict. */
  readonly conflicts: number;
  readonly photos: number;
  /** Null until they were counted, soon after the start. */
  readonly records: number | null;
  readonly contact: Contact;
  /** False until the first bootstrap is whole. */
  readonly complete: boolean;
  /** The server speaks a newer protocol: this app still hands in and must be updated. */
  readonly upgrade: boolean;
  /** Whether somebody is signed in for reading; null where all is well, else the problem's code. */
  readonly signedOut: string | null;
  readonly storage: {
    /** Whether the browser promised not to evict; null where it cannot say. */
    readonly persistent: boolean | null;
    /** Bytes used and allowed; null where the browser does not say. */
    readonly usage: number | null;
    readonly quota: number | null;
  };
}

/** The hub's signed "everything is in". `at`: ms since 1970. */
export interface Receipt {
  readonly n: number;
  readonly position: number;
  readonly at: number;
}

/** A record that a search found. */
export interface Sought {
  readonly entity: EntityName;
  readonly doc: Doc<EntityName>;
}

/** Whom and what this device was enrolled for. */
export interface Identity {
  readonly replica: string;
  readonly organisation: {
    readonly id: string;
    readonly name: string;
    readonly time_zone: string;
    readonly currency: string;
    readonly languages: readonly string[];
  };
  /** The person it is bound to; null for a station's tablet. */
  readonly person: string | null;
  readonly station: string | null;
  readonly role: string;
  /** What people call the device. */
  readonly name: string;
}

/** A named domain event heard on the live socket. */
export interface Happened {
  readonly name: string;
  readonly entity: EntityName;
  readonly id: string;
  readonly by: string;
  readonly at: number;
}

export interface Replica {
  readonly identity: Identity | null;
  /** The device's clock corrected by the hub's, ms since 1970. */
  now(): number;
  /** The organisation's day that it is now, `YYYY-MM-DD`. */
  today(): string;

  // Reading. The same question gives the same object.
  all<E extends EntityName>(entity: E, query?: Query<E>): Live<readonly Doc<E>[]>;
  one<E extends EntityName>(entity: E, id: string): Live<Doc<E> | null>;
  count<E extends EntityName>(entity: E, where?: Where<E>): Live<number>;
  /** Records with fields that wait for a person's choice. */
  conflicts(): Live<readonly { readonly entity: EntityName; readonly doc: Doc<EntityName> }[]>;
  /** Records of several entities whose declared search fields hold all words of `text`. `onPart` is
   * called with what was found so far, while all of it is read for the first time. */
  search(
    text: string,
    entities: readonly EntityName[],
    limit: number,
    onPart?: (found: readonly Sought[]) => void,
  ): Promise<readonly Sought[]>;
  /** Reads ahead what a search of these will look through, while nothing else is to be done. */
  prepareSearch(entities: readonly EntityName[]): void;
  /** One read now, for an event handler. */
  get<E extends EntityName>(entity: E, id: string): Promise<Doc<E> | null>;

  // Writing
  act(): Act;
  /** Records an act of `actor`. It is on the screen at once and on the disk when the promise is
   * fulfilled; where the disk refuses, the screen goes back and the promise fails with a Problem
   * (`device/storage`). `resolves`: the refused write that this one takes up again. */
  commit(actor: string, act: Act, resolves?: number): Promise<Mutation>;
  /** Takes a write back by an ordinary new one. */
  undo(actor: string, seq: number): Promise<Mutation>;
  /** The next number of a series (`"drink_order.number"`), from this device's blocks; it is spent.
   * Fails with a Problem `number/none` where none is left. */
  takeNumber(series: string): Promise<number>;
  /** From now on numbers of a series are kept here, so that the first is there without contact. */
  wantNumbers(series: string): Promise<void>;
  /** How many numbers are kept here. */
  numbersLeft(series: string): Live<number>;

  // The queue and its fate
  stats(): Live<Stats>;
  /** The writes that are kept, newest first. */
  outbox(limit?: number): Live<readonly Line[]>;
  needsYou(): Live<readonly Line[]>;
  /** Takes (parts of) a refused write up again. `edits`: `entity/id` -> changes. */
  resend(
    actor: string,
    seq: number,
    options?: {
      readonly only?: readonly string[];
      readonly edits?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    },
  ): Promise<Mutation>;
  discard(seq: number): Promise<void>;
  /** The signed receipt, if it still says all. */
  receipt(): Live<Receipt | null>;
  wantReceipt(): void;
  retryNow(): void;
  /** All that is not decided, as a text file that another device or the office can take in. */
  exportOutbox(): Promise<Blob>;

  // Around it
  draft(key: string): Promise<string | null>;
  saveDraft(key: string, text: string | null): Promise<void>;
  onEvent(listener: (event: Happened) => void): () => void;
  /** Announces presence at a station, or takes it back. */
  room(action: "join_station" | "leave_station" | "join_role", id: string): void;
  close(): void;
}
