/**
 * The words of a device's session: documents and ops, what the outbox keeps, what the session
 * remembers, and the effects that its store must carry out. All of it is plain data that IndexedDB
 * and messages between tabs can copy; nothing is changed in place.
 */

import type { Meta, Receipt } from "@/generated/wire";

export type { Meta, Receipt } from "@/generated/wire";

/** Names one mutation: replica and number. */
export type Dot = readonly [replica: string, n: number];

/** Replica -> the highest number whose effects are in a record. */
export type Vector = Readonly<Record<string, number>>;

/** A hybrid clock reading: ms since 1970, times 1024, plus a counter. */
export type Stamp = number;

/** One of several values that a field was given at once. */
export type Sibling = readonly [value: unknown, dot: Dot, stamp: Stamp, actor: string];

/** A record as it travels and is shown; absent optional fields are missing. */
export interface Document {
  readonly id: string;
  readonly _: Meta;
  readonly [field: string]: unknown;
}

/** field -> what an op does to it. */
export type Body = Readonly<Record<string, unknown>>;

/** field -> the dot of the sibling that a person chose. */
export type Accepts = Readonly<Record<string, Dot>>;

/**
 * One change of one record. `seen` null: it creates the record, else the record's vector as the
 * writer saw it. `body` null: it deletes. `accept` closes conflicts.
 */
export type Op = readonly [
  entity: string,
  id: string,
  seen: Vector | null,
  body: Body | null,
  accept?: Accepts,
];

/** Where a mutation stands: its life is drawn in `replica.ts`. */
export type State = "pending" | "sent" | "merged" | "conflict" | "parted" | "refused";

/** What a verdict names: `[entity, id, field]`s of a conflict, `[entity, id, field, code]`s of
 * parts left out, or the problem of a refusal `[code, fields?, params?]`. */
export type Detail = readonly unknown[];

/** One own mutation. */
export interface Written {
  /** Its place in the outbox, for ever; its dot `[replica, n]` may change. */
  readonly seq: number;
  readonly replica: string;
  readonly n: number;
  readonly uid: string;
  readonly nonce: string;
  readonly actor: string;
  /** As it was made. */
  readonly stamp: Stamp;
  /** JSON text, written once: the uid is over this very text. Null once a refused one was
   * resolved. */
  readonly ops: string | null;
  /** The schema version that the ops were written in. */
  readonly schema: number;
  readonly state: State;
  readonly detail: Detail | null;
  /** The stamp as the hub fixed it; 0 if as made. */
  readonly fixed: Stamp;
  /** Its effects are in the base, or will never be: the overlay is done with it. */
  readonly settled: boolean;
}

/** What one op's fields showed before it; null for a creation. */
export type Standing = Body | null;

/** A row of the outbox: a mutation with all that the person's list and an undo must know. */
export interface Entry extends Written {
  /** In the order of the ops. */
  readonly before: readonly Standing[];
  /** ms since 1970, by this device's clock. */
  readonly madeAt: number;
  readonly sentAt: number | null;
  readonly decidedAt: number | null;
  /** A person has dealt with what was refused of it. */
  readonly resolved: boolean;
}

/** A verdict's exception as the hub named it. */
export type Exception = readonly [n: number, state: State, detail: Detail];

/** A stamp that the hub fixed otherwise than sent. */
export type Fix = readonly [n: number, stamp: Stamp];

/** The hub's seal over one answer's verdicts, kept to give it back after a restore. */
export interface Seal {
  readonly first: number;
  readonly last: number;
  readonly mac: string;
  readonly no: readonly Exception[];
  readonly fix: readonly Fix[];
}

/** Number and uid of a mutation: how device and hub compare their histories. */
export type Match = readonly [n: number, uid: string];

/** A replica's own clock (see `clock.ts`). */
export interface Clock {
  /** The greatest stamp made or heard. */
  readonly last: Stamp;
  /** What to add to the device's time to get the hub's, ms. */
  readonly offset: number;
}

/** What the records of the base are being pulled for. */
export type Pull = "bootstrap" | "follow" | "replace";

/** Where one device stands with its hub. */
export interface Session {
  readonly replica: string;
  readonly clock: Clock;
  /** The epoch of the hub's history, as last heard. */
  readonly epoch: number;
  /** The last decided mutation that the device knows. */
  readonly after: Match;
  /** The last one that is no longer kept. */
  readonly floor: Match;
  /** The last number given out. */
  readonly last: number;
  readonly pull: Pull;
  /** What the base holds; empty before a bootstrap. */
  readonly cursor: string;
  /** What the stage holds; null where it is empty. */
  readonly ahead: string | null;
  /** Counts what makes earlier requests void. */
  readonly turn: number;
  /** Histories have parted: all that is kept must be offered. */
  readonly rekey: boolean;
  /** The hub speaks a newer protocol: this app hands in, and pulls nothing. */
  readonly upgrade: boolean;
  /** Once the outbox is in, the store must be emptied. */
  readonly wipe: boolean;
  /** Mutations decided under former ids are kept, too. */
  readonly former: boolean;
  /** Those ids, the last ones first. */
  readonly forebears: readonly string[];
  /** The last number that a backup of the hub covers. */
  readonly safe: number;
  /** How long (ms) the hub waits for a silent device; 0 before it was told. */
  readonly horizon: number;
  /** When the hub last answered, ms by the device's clock. */
  readonly contact: number;
  readonly receipt: Receipt | null;
}

/** What is remembered of a request until its answer. */
export interface Asked {
  readonly replica: string;
  readonly turn: number;
  readonly after: number;
  readonly uids: readonly string[];
  /** Null: it asked for no records. */
  readonly cursor: string | null;
  /** When it was made, ms by the device's clock. */
  readonly at: number;
  /** The hub was asked to wait, so the answer's time says nothing about the offset. */
  readonly waits: boolean;
}

/** entity -> documents, in the order in which they count. */
export type Arrivals = readonly (readonly [entity: string, documents: readonly Document[]])[];

/** entity -> ids. */
export type Ids = readonly (readonly [entity: string, ids: readonly string[]])[];

/** Records to take in: arrivals, then departures, then what is gone. */
export interface Page {
  readonly arrivals: Arrivals;
  readonly departures: Ids;
  readonly gone: Ids;
}

/** The verdict that a number got, where it did not simply merge. */
export type Named = readonly [state: State, detail: Detail];

/** series -> blocks of numbers, the last of each included. */
export type Blocks = Readonly<Record<string, readonly (readonly [first: number, last: number])[]>>;

/** Numbers `first` to `last` are merged, but for those named. What is refused again keeps its
 * first detail. */
export interface Decide {
  readonly type: "Decide";
  readonly first: number;
  readonly last: number;
  readonly named: Readonly<Record<number, Named>>;
  /** n -> the stamp as the hub fixed it. */
  readonly fix: Readonly<Record<number, Stamp>>;
}

/** Keeps a seal; it stands for the narrower ones of its range. */
export interface Keep {
  readonly type: "Keep";
  readonly seal: Seal;
}

/** Number blocks for this device. */
export interface Take {
  readonly type: "Take";
  readonly blocks: Blocks;
}

/** The page goes into the base. */
export interface Show {
  readonly type: "Show";
  readonly page: Page;
}

/** The page waits in the stage, in order, until all is there. */
export interface Stage {
  readonly type: "Stage";
  readonly page: Page;
}

/** The stage goes into the base; with `replace` it becomes the base, and own mutations that are
 * not decided go back on top of it. */
export interface Unveil {
  readonly type: "Unveil";
  readonly replace: boolean;
}

/** The stage is emptied. */
export interface Unstage {
  readonly type: "Unstage";
}

/** The base is as new as the verdicts up to number `upto` (and those under former ids): what the
 * feed brought of them is in it, and the overlay is done with them. */
export interface Settle {
  readonly type: "Settle";
  readonly upto: number;
}

/** Decided numbers from `first` go back to sent: the hub has lost them. */
export interface Reopen {
  readonly type: "Reopen";
  readonly first: number;
}

/** After a rekey: new dots; seals and blocks of the former id are void. */
export interface Renumber {
  readonly type: "Renumber";
  /** By `seq`. */
  readonly moves: Readonly<Record<number, readonly [replica: string, n: number, state: State]>>;
  /** By `seq`: what the verdict named, where a twin's answer had told it. */
  readonly details: Readonly<Record<number, Detail>>;
}

/** What the store carries out with a session, in one local transaction. */
export type Effect =
  Decide | Keep | Take | Show | Stage | Unveil | Unstage | Settle | Reopen | Renumber;

/** What a move of the session gives: the one that follows, and what the store must do with it. */
export type Move = readonly [session: Session, effects: readonly Effect[]];
