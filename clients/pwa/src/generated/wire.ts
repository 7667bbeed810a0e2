// Written by `make types` from schemas/wire/. Do not edit.

/**
 * Every message on the wire, under the names that it has there. `Bytes` is what one framing carries
 * opaque: parsed JSON in JSON, a `Uint8Array` of JSON text in MessagePack.
 */

/**
 * One atomic act, `[nonce, after, ops, by]`.
 *
 * `nonce`: 8 random characters of base64url; or the 12 of a uid where `ops` is null, which
 * says "this number was refused, or is given up: count it, do nothing".
 * `after`: its stamp, as the distance from the request's `at`.
 * `by`: who acted, as an index into the request's `by`.
 */
export type Mutation<Bytes = unknown> = readonly [nonce: string, after: number, ops: Bytes, by?: number];

/**
 * An earlier answer of this hub, given back to one that was restored and has forgotten it.
 *
 * `first`, `last`: the range of numbers; `no`: the exceptions as they were named then (see
 * `Answer`); `fix`: the stamps that were fixed otherwise than sent;
 * `mac`: the answer's own seal over all of it.
 */
export interface Vouched {
  readonly first: number;
  readonly last: number;
  readonly mac: string;
  readonly no?: readonly unknown[];
  readonly fix?: readonly (readonly [number, number])[];
}

/**
 * One round trip: `POST /api/v1/sync` (`/sync/push` takes it without a cursor).
 *
 * `v`, `s`: protocol and schema version. `e`: the epoch of the hub's history that the device
 * last heard of; where it is another one, nothing is decided and the answer says where to go back
 * to. `c`: the cursor; empty to bootstrap, null to pull nothing. `after`: number and uid of
 * the last decided mutation that the device knows; the numbers of `do` go on from there.
 * `rest`: how many more wait behind this slice. `by`: the people who acted. `at`: the stamp
 * from which those of `do` are counted. `room`: how many records it is ready to receive.
 * `held`: numbers left in its blocks, by series; a series that is named and low is topped up.
 * `receipt`: ask for a signed "everything is in".
 */
export interface Sync<Bytes = unknown> {
  readonly v: number;
  readonly s: number;
  readonly e?: number;
  readonly after?: readonly [number, string];
  readonly c?: string | null;
  readonly by?: readonly string[];
  readonly at?: number;
  readonly do?: readonly Mutation<Bytes>[];
  readonly rest?: number;
  readonly vouch?: readonly Vouched[];
  readonly room?: number;
  readonly held?: Readonly<Record<string, number>>;
  readonly receipt?: boolean;
}

/**
 * `POST /api/v1/sync/rekey`: the histories have parted; the device offers all it keeps.
 *
 * `first`: the number of the first uid. `uids`: one after the other, 12 characters each.
 * `former`: ids that it has had, so that a restored hub which has forgotten how they descend
 * still counts an act once.
 */
export interface Rekey {
  readonly first: number;
  readonly uids: string;
  readonly former?: readonly string[];
}

/**
 * `POST /api/v1/sync/digest`: the device's checksum at a cursor; `list` asks for the ids
 * and vectors behind the hub's own.
 */
export interface Digest {
  readonly c: string;
  readonly sum: string;
  readonly list?: boolean;
}

/** First frame of `/live`: who, and where it stands. */
export interface Hello {
  readonly t: "hello";
  readonly token: string;
  readonly v: number;
  readonly s: number;
  readonly c?: string | null;
}

/** A slice of the outbox over the socket; the verdicts come back under the same `id`. */
export interface Push<Bytes = unknown> {
  readonly t: "push";
  readonly id: number;
  readonly sync: Sync<Bytes>;
}

/** A renewed access token for an open socket. */
export interface Token {
  readonly t: "token";
  readonly token: string;
}

/** Heartbeat; answered by `pong` with the same number. */
export interface Ping {
  readonly t: "ping";
  readonly n?: number;
}

/**
 * Names of the coffee system's rooms (requirement C7). Reading is decided by scopes; a room
 * only announces presence there, or takes it back.
 */
export interface Room {
  readonly t: "room";
  readonly do: "join_role" | "join_station" | "leave_station";
  readonly id: string;
}

/** Asks for all that came since a cursor. */
export interface RequestSync {
  readonly t: "request_sync";
  readonly c: string;
}

/**
 * What a document says about itself, under `_`.
 *
 * `v`: version vector. `c`: fields in conflict -> all siblings `[value, [replica, n], stamp,
 * actor]`, the visible one first. `k`: counters that were counted -> `[sum of adds, offset]`
 * (where a counter is not named, its value is the sum). `r`: counters -> late adds
 * `[amount, [replica, n], stamp, actor]` that were made before the count and came after it.
 * `f`: flags, `late` (admitted from a writer that no longer held the record), `revived`
 * (an edit met a delete), `below:FIELD` (a counter under its minimum).
 */
export interface Meta {
  readonly v: Readonly<Record<string, number>>;
  readonly c?: Readonly<Record<string, readonly (readonly [unknown, readonly [string, number], number, string])[]>>;
  readonly k?: Readonly<Record<string, readonly [number, number]>>;
  readonly r?: Readonly<Record<string, readonly (readonly [number, readonly [string, number], number, string])[]>>;
  readonly f?: readonly string[];
}

/**
 * Something the device must do before it goes on. None of them ever empties an outbox.
 *
 * `rewind`: the hub was restored; what it has decided up to `match` is what the device heard;
 * send again from there, same numbers.
 * `rekey`: histories have parted; offer what you keep (`POST /sync/rekey`).
 * `resync`: pull everything anew, from an empty cursor. `upgrade`: this app is too old to be
 * told; it can still push. `wipe`: hand in the outbox, then empty the store.
 */
export interface Instruction {
  readonly do: "rekey" | "resync" | "rewind" | "upgrade" | "wipe";
  readonly match?: readonly [number, string];
}

/** A signed "everything you wrote is in": last number, position, time (ms), seal. */
export interface Receipt {
  readonly n: number;
  readonly position: number;
  readonly at: number;
  readonly seal: string;
}

/**
 * The answer to `Sync`.
 *
 * `done`: every number up to it is decided; merged unless `no` names it:
 * `[n, "conflict", [[entity, id, field], ...]]`, `[n, "parted", [[entity, id, field, code],
 * ...]]` (merged but for these parts), `[n, "refused", problem]`. `first`: the first number
 * that this answer decides. `fix`: stamps that were fixed otherwise than sent. `mac`: the
 * hub's seal over replica, range, uids, exceptions and fixed stamps.
 * `in`, `out`, `gone`: arrivals by entity; ids that left the device's scopes; ids deleted.
 * `c`: the new cursor; `more`: the page is not the last. `at`: the hub's clock, a stamp.
 * `blocks`: new number blocks by series. `safe`: the last number that a backup covers.
 * `horizon`: how long (ms) a silent device is waited for. `epoch`: told where the device named
 * another one.
 */
export interface Answer<Bytes = unknown> {
  readonly at: number;
  readonly first?: number;
  readonly done?: number | null;
  readonly no?: readonly (readonly unknown[])[];
  readonly fix?: readonly (readonly [number, number])[];
  readonly mac?: string;
  readonly in?: readonly (readonly [string, readonly Bytes[]])[];
  readonly out?: readonly (readonly [string, readonly string[]])[];
  readonly gone?: readonly (readonly [string, readonly string[]])[];
  readonly c?: string | null;
  readonly more?: boolean;
  readonly blocks?: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly safe?: number;
  readonly horizon?: number;
  readonly epoch?: number;
  readonly receipt?: Receipt | null;
  readonly instruction?: Instruction | null;
}

/**
 * The device's new id, its parent (old id, last number that matched), and what of the offer is
 * known already: uid -> the dot under which it was decided. `no`: those of them that did not
 * simply merge: uid -> the verdict and what it names, as in `Answer`. `epoch`: of the
 * history of the hub that says so.
 */
export interface Rekeyed {
  readonly replica: string;
  readonly parent: readonly [string, number];
  readonly known: Readonly<Record<string, readonly [string, number]>>;
  readonly no?: Readonly<Record<string, readonly unknown[]>>;
  readonly epoch?: number;
}

/**
 * The hub's checksum of the same scopes at the same position; `now` false where the device
 * has something to pull first. `records`: entity -> id -> vector, when asked for.
 */
export interface Digested {
  readonly same: boolean;
  readonly sum: string;
  readonly now?: boolean;
  readonly records?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;
}

/** The socket is open and authenticated. `beat`: seconds between heartbeats. */
export interface Ready {
  readonly t: "ready";
  readonly at: number;
  readonly beat: number;
  readonly instruction: Instruction | null;
}

/** What is new between two cursors of this socket; applied only if `since` is the device's. */
export interface Changes<Bytes = unknown> {
  readonly t: "changes";
  readonly since: string;
  readonly c: string;
  readonly in?: readonly (readonly [string, readonly Bytes[]])[];
  readonly out?: readonly (readonly [string, readonly string[]])[];
  readonly gone?: readonly (readonly [string, readonly string[]])[];
}

/** The answer to one `push`: verdicts only; the effects come as `changes`. */
export interface Verdicts<Bytes = unknown> {
  readonly t: "verdicts";
  readonly id: number;
  readonly answer: Answer<Bytes>;
}

/** A named domain event (requirements C7, G5, G7) about a record in the socket's scopes. */
export interface Happened {
  readonly t: "event";
  readonly name: string;
  readonly entity: string;
  readonly id: string;
  readonly by: string;
  readonly position: number;
}

/** Somebody came to or left a room. */
export interface Presence {
  readonly t: "presence";
  readonly room: string;
  readonly person: string;
  readonly here: boolean;
}

/** The socket read too slowly and was not buffered for: pull from your cursor. */
export interface Behind {
  readonly t: "behind";
}

/** The token ends in so many seconds: send a new one on this socket. */
export interface Expiring {
  readonly t: "expiring";
  readonly seconds: number;
}

/** Heartbeat back, with the hub's clock. */
export interface Pong {
  readonly t: "pong";
  readonly n: number;
  readonly at: number;
}

/**
 * A frame was not understood or not allowed; the socket stays open.
 *
 * `id`: of the `push` that it was, where that could be read. `errors`: field -> what is
 * wrong with it.
 */
export interface Trouble {
  readonly t: "problem";
  readonly code: string;
  readonly title: string;
  readonly id?: number | null;
  readonly errors?: Readonly<Record<string, string>>;
}

/** What a client says on the live socket. */
export type UpFrame<Bytes = unknown> =
  | Hello
  | Push<Bytes>
  | Token
  | Ping
  | Room
  | RequestSync;

/** What the server says on the live socket. */
export type DownFrame<Bytes = unknown> =
  | Ready
  | Changes<Bytes>
  | Verdicts<Bytes>
  | Happened
  | Presence
  | Behind
  | Expiring
  | Pong
  | Trouble;
