/**
 * A device's session with its hub, as a state machine: no I/O, no clock, no randomness.
 *
 * Each function takes the session as it is and gives the one that follows, with the effects that
 * the store carries out with it in one local transaction.
 *
 * A mutation (a number never goes back to pending; nothing but a person's choice removes its
 * input):
 *
 * | state    | sent in a    | verdict in an     | rewind before | rekey, hub knows | rekey, hub     |
 * |          | request      | answer            | its number    | its uid          | does not       |
 * | -------- | ------------ | ----------------- | ------------- | ---------------- | -------------- |
 * | pending  | sent         | as sent           | pending       | its verdict, dot | pending, new n |
 * | sent     | sent (again) | merged, conflict, | sent          | its verdict, dot | pending, new n |
 * |          |              | parted, refused   |               |                  |                |
 * | merged   | -            | -                 | sent          | its verdict, dot | pending, new n |
 * | conflict | -            | -                 | sent          | its verdict, dot | pending, new n |
 * | parted   | -            | -                 | sent          | its verdict, dot | pending, new n |
 * | refused  | empty        | as sent           | stays         | its verdict, dot | stays, new n   |
 *
 * The records (`pull`):
 *
 * | pull      | page, more to come    | last page                 | live    | resync, rewind, or a  |
 * |           |                       |                           | changes | rekey after a restore |
 * | --------- | --------------------- | ------------------------- | ------- | --------------------- |
 * | bootstrap | shown, cursor moves   | shown; follow             | ignored | replace               |
 * | follow    | staged                | staged and shown at once  | shown   | replace               |
 * | replace   | staged, old base kept | stage becomes the base;   | ignored | replace, stage        |
 * |           |                       | follow                    |         | emptied               |
 *
 * A refused one can turn out to be in: where the hub was restored, a request from before may arrive
 * after it and be judged anew. The hub's word counts. A page counts only if it starts where the
 * device stands and nothing turned meanwhile (`turn`).
 */

import { hearStamp, measure, tick } from "./clock";
import { PROTOCOL, SCHEMA } from "./declarations";
import { posted, SLICE_COUNT, sliceOf, vouched } from "./slice";
import type {
  Asked,
  Effect,
  Match,
  Move,
  Named,
  Page,
  Seal,
  Session,
  Stamp,
  Written,
} from "./types";
import { uidOf } from "./uid";
import type { Answer, Changes, Instruction, Sync } from "./wire";

/** How long a decided mutation is kept at least, ms; and until a backup of the hub covers it. */
export const KEEP_MS = 14 * 24 * 3600 * 1000;

/** Former ids that a device remembers. */
const MAX_FOREBEARS = 50;

/** Number and uid before the first mutation. */
const NOTHING: Match = [0, ""];

/** The session of a device that has just been enrolled. `last`: the hub's stamp; `offset`: ms. */
export function begin(replica: string, last: Stamp = 0, offset = 0): Session {
  return {
    replica,
    clock: { last, offset },
    epoch: 1,
    after: NOTHING,
    floor: NOTHING,
    last: 0,
    pull: "bootstrap",
    cursor: "",
    ahead: null,
    turn: 0,
    rekey: false,
    upgrade: false,
    wipe: false,
    former: false,
    forebears: [],
    safe: 0,
    horizon: 0,
    contact: 0,
    receipt: null,
  };
}

/** The cursor that the next page must start from. */
export function positionOf(session: Session): string {
  return session.ahead ?? session.cursor;
}

/** Whether changes from a socket may be applied as they come. */
export function isLive(session: Session): boolean {
  const hasDuty = session.rekey || session.upgrade || session.wipe;
  return session.pull === "follow" && session.ahead === null && !hasDuty;
}

/** What a person did, on its way into the outbox. */
export interface Deed {
  readonly actor: string;
  /** JSON text. */
  readonly ops: string;
  /** 8 random characters of base64url. */
  readonly nonce: string;
}

/** One act of a person becomes a mutation, at the device's time `nowMs`. */
export function write(
  session: Session,
  { actor, ops, nonce }: Deed,
  nowMs: number,
  seq: number,
): readonly [Session, Written] {
  const clock = tick(session.clock, nowMs);
  const stamp = clock.last;
  const n = session.last + 1;
  const written: Written = {
    seq,
    replica: session.replica,
    n,
    uid: uidOf(nonce, actor, stamp, ops),
    nonce,
    actor,
    stamp,
    ops,
    schema: SCHEMA,
    state: "pending",
    detail: null,
    fixed: 0,
    settled: false,
  };
  return [{ ...session, clock, last: n }, written];
}

/** What a request may carry beside the outbox. */
export interface Wishes {
  /** Numbers left in this device's blocks, by series. */
  readonly held?: Readonly<Record<string, number>>;
  /** Ask for a signed "everything is in". */
  readonly receipt?: boolean;
  /** Whether records are asked for; yes, unless it says no. */
  readonly pull?: boolean;
  /** At most so many mutations. */
  readonly count?: number;
}

/**
 * The next request. To ask again after a lost answer, ask again: it is the same request.
 *
 * The request says when more wait (`rest`). Records are asked for last: not by an app that is too
 * old, nor before the queue is in when the base is to be replaced or the store to be emptied.
 *
 * @param rows - The outbox from the first number after `session.after`, in order; one more than
 * {@link SLICE_COUNT} where there are more.
 * @param seals - Those that reach past `session.after`.
 * @throws Error where the outbox has a gap: it would be sent under wrong numbers.
 */
export function ask(
  session: Session,
  rows: readonly Written[],
  seals: readonly Seal[],
  nowMs: number,
  { held = {}, receipt = false, pull = true, count = SLICE_COUNT }: Wishes = {},
): readonly [Sync, Asked] {
  const chosen = sliceOf(rows, seals, count);
  const [first] = chosen;
  if (first !== undefined && first.n !== session.after[0] + 1) {
    throw new Error(`the outbox has a gap before ${first.n}`);
  }
  const isOld = first !== undefined && first.schema < SCHEMA;
  const waits = chosen.length < rows.length && session.pull === "replace" && session.ahead === null;
  const pulling = pull && !(session.upgrade || session.wipe || isOld || waits);
  const people = [...new Set(chosen.map((row) => row.actor))];
  const at = first?.stamp ?? 0;
  const cursor = pulling ? positionOf(session) : null;
  const request: Sync = {
    v: PROTOCOL,
    s: first?.schema ?? SCHEMA,
    e: session.epoch,
    after: session.after,
    c: cursor,
    by: people,
    at,
    do: chosen.map((row) => posted(row, at, people)),
    rest: rows.length - chosen.length,
    vouch: vouched(chosen, seals),
    held,
    receipt,
  };
  const asked: Asked = {
    replica: session.replica,
    turn: session.turn,
    after: session.after[0],
    uids: chosen.map((row) => row.uid),
    cursor,
    at: nowMs,
    waits: false,
  };
  return [request, asked];
}

/**
 * Takes in the answer (null: `204`, nothing to say).
 *
 * @param uidAt - The uid of a kept number of this replica, null where it is not kept.
 */
export function hear(
  session: Session,
  asked: Asked,
  heard: Answer | null,
  nowMs: number,
  uidAt: (n: number) => string | null,
): Move {
  const answer: Answer = heard ?? { at: 0 };
  let clock = session.clock;
  if (heard !== null) {
    clock = asked.waits ? hearStamp(clock, heard.at) : measure(clock, asked.at, nowMs, heard.at);
  }
  const met: Session = { ...session, clock, contact: nowMs };
  if (asked.turn !== session.turn || asked.replica !== session.replica) return [met, []];
  const [judged, effects] = verdicts(met, asked, answer);
  const horizon = answer.horizon ?? 0;
  const told: Session = {
    ...judged,
    epoch: answer.epoch === undefined || answer.epoch === 0 ? judged.epoch : answer.epoch,
    horizon: horizon === 0 ? judged.horizon : horizon,
    safe: Math.max(judged.safe, Math.min(answer.safe ?? 0, judged.after[0])),
    receipt: answer.receipt ?? judged.receipt,
  };
  if (Object.keys(answer.blocks ?? {}).length > 0) {
    effects.push({ type: "Take", blocks: answer.blocks ?? {} });
  }
  if (answer.instruction != null) {
    const [followed, more] = follow(told, answer.instruction, uidAt);
    return [followed, [...effects, ...more]];
  }
  if (asked.cursor === null || asked.cursor !== positionOf(told)) return [told, effects];
  const [turned, shown] = takePage(told, pageOf(answer), answer.c ?? null, answer.more ?? false);
  effects.push(...shown);
  if (answer.more !== true) effects.push({ type: "Settle", upto: asked.after });
  return [turned, effects];
}

/** Takes in a heartbeat: the hub is there, and this is its clock. */
export function pulse(session: Session, askedMs: number, nowMs: number, stamp: Stamp): Session {
  return { ...session, contact: nowMs, clock: measure(session.clock, askedMs, nowMs, stamp) };
}

/** Takes in what a live socket brings; null where it does not start where the device stands. */
export function change(session: Session, changes: Changes): Move | null {
  if (!isLive(session) || changes.since !== session.cursor) return null;
  return [{ ...session, cursor: changes.c }, [{ type: "Show", page: pageOf(changes) }]];
}

/** What a refused request (a problem's code) says about the session; null where nothing. */
export function trouble(session: Session, code: string): Move | null {
  switch (code) {
    case "sync/gap":
    case "sync/vouch":
    case "device/retired":
      return follow(session, { do: "rekey" }, () => null);
    case "sync/cursor":
      return follow(session, { do: "resync" }, () => null);
    case "sync/protocol":
      return follow(session, { do: "upgrade" }, () => null);
    default:
      return null;
  }
}

/** Pulls everything anew; the old base is shown until the new one is whole. */
export function resync(session: Session): Move {
  const after: Session = {
    ...session,
    pull: "replace",
    cursor: "",
    ahead: null,
    turn: session.turn + 1,
  };
  return [after, [{ type: "Unstage" }]];
}

/** The device was enrolled anew with its queue kept: all of it is offered under the new id. */
export function adopt(session: Session, replica: string): Move {
  return resync({ ...renamed(session, replica), last: 0, rekey: true, wipe: false });
}

/** The session under another id, of which nothing is decided yet. */
export function renamed(session: Session, replica: string): Session {
  return {
    ...session,
    replica,
    forebears: [session.replica, ...session.forebears].slice(0, MAX_FOREBEARS),
    after: NOTHING,
    floor: NOTHING,
    safe: 0,
    receipt: null,
  };
}

function verdicts(session: Session, asked: Asked, answer: Answer): [Session, Effect[]] {
  if (answer.done == null) return [session, []];
  const first = session.after[0] + 1;
  const last = Math.min(answer.done, asked.after + asked.uids.length);
  const uid = asked.uids[last - asked.after - 1];
  if (last < first || uid === undefined) return [session, []];
  const { no = [], fix = [] } = answer;
  const named: Record<number, Named> = {};
  for (const [n, state, detail] of no) {
    if (first <= n && n <= last) named[n] = [state, detail];
  }
  const effects: Effect[] = [{ type: "Decide", first, last, named, fix: Object.fromEntries(fix) }];
  if (answer.mac !== undefined && answer.mac !== "") {
    const from = answer.first === undefined || answer.first === 0 ? first : answer.first;
    const seal: Seal = { first: from, last: answer.done, mac: answer.mac, no, fix };
    effects.push({ type: "Keep", seal });
  }
  return [{ ...session, after: [last, uid] }, effects];
}

function follow(
  session: Session,
  instruction: Instruction,
  uidAt: (n: number) => string | null,
): Move {
  switch (instruction.do) {
    case "upgrade":
      return [{ ...session, upgrade: true }, []];
    case "wipe":
      return [{ ...session, wipe: true }, []];
    case "resync":
      return resync(session);
    case "rewind":
      return rewind(session, instruction.match ?? NOTHING, uidAt);
    case "rekey":
      return part(session);
  }
}

/** The hub was restored. What was decided under former ids can only be offered, not sent under its
 * numbers. */
function rewind(session: Session, match: Match, uidAt: (n: number) => string | null): Move {
  const [n, uid] = match;
  if (session.former) return part(session);
  if (n === session.after[0] && uid === session.after[1]) {
    const isEmpty = session.pull === "bootstrap" && session.cursor === "";
    return isEmpty ? [{ ...session, turn: session.turn + 1 }, []] : resync(session);
  }
  if (n >= session.after[0] || uidAt(n) !== uid) return part(session);
  const back = { ...session, after: match, receipt: null, safe: Math.min(session.safe, n) };
  const [after, effects] = resync(back);
  return [after, [{ type: "Reopen", first: n + 1 }, ...effects]];
}

/** Histories have parted. */
function part(session: Session): Move {
  return [{ ...session, rekey: true, receipt: null, turn: session.turn + 1 }, []];
}

function pageOf(message: Pick<Answer, "in" | "out" | "gone">): Page {
  return { arrivals: message.in ?? [], departures: message.out ?? [], gone: message.gone ?? [] };
}

function takePage(session: Session, page: Page, cursor: string | null, more: boolean): Move {
  const reached = cursor ?? positionOf(session);
  if (reached === "") return [session, []]; // an answer without a cursor cannot end a bootstrap
  const isAtOnce = session.pull === "follow" && session.ahead === null && !more;
  if (session.pull === "bootstrap" || isAtOnce) {
    const after: Session = { ...session, cursor: reached, pull: more ? "bootstrap" : "follow" };
    const isEmpty = page.arrivals.length + page.departures.length + page.gone.length === 0;
    return [after, isEmpty ? [] : [{ type: "Show", page }]];
  }
  if (more) return [{ ...session, ahead: reached }, [{ type: "Stage", page }]];
  const unveil: Effect = { type: "Unveil", replace: session.pull === "replace" };
  const after: Session = { ...session, cursor: reached, ahead: null, pull: "follow" };
  return [after, [{ type: "Stage", page }, unveil]];
}
