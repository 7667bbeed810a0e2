/** Rounds with the hub, one at a time: ask, hear, until there is nothing more to say. */

import { offer, rekeyed } from "../core/rekey";
import { ask, change, hear, isLive, positionOf, pulse, resync, trouble } from "../core/replica";
import { SLICE_COUNT } from "../core/slice";
import type { Asked, Session, Written } from "../core/types";
import type { Answer, Changes, Rekey, Sync } from "../core/wire";
import type { Access } from "../transport/access";
import { Rejected, Unreachable } from "../transport/errors";
import type { Hub } from "../transport/hub";
import { checksum } from "./checksum";
import type { Step } from "../store/store";
import type { EngineStore } from "./port";

/** Problems of a request as a whole that one mutation in it may have caused. */
const UNREADABLE = new Set(["request/invalid", "request/malformed", "request/too-large"]);

/** Instructions that one call follows; a hub that gives more of them is asked again later. */
const MAX_TURNS = 6;

/** A request that is ready to leave, and what must be remembered of it. */
export interface Prepared {
  readonly request: Sync;
  readonly asked: Asked;
  readonly rows: readonly Written[];
}

/**
 * The exchange of one replica with its hub. Only one call may be under way at a time; each may be
 * cancelled through its signal, for what was not taken in is simply asked for again.
 *
 * @throws (all of them) Unreachable, Rejected; Problem `device/storage`.
 */
export class Rounds {
  /** Whether the next round asks for a receipt. */
  receiptWanted = false;
  #count = SLICE_COUNT;
  #reads = true;
  #setAside = 0;
  #lacked: readonly string[] = [];

  constructor(
    private readonly store: EngineStore,
    readonly hub: Hub,
    private readonly now: () => number,
    private readonly told: (access: Access) => void,
  ) {}

  /** Whether the device may read at present: somebody is signed in on it. */
  get reads(): boolean {
    return this.#reads;
  }

  /**
   * Rounds until the queue is in and the base is as new as the hub's records.
   *
   * A verdict whose effects did not come (they are out of scope, or stand under a twin's dot) costs
   * one pull more, which shows that they will not.
   */
  async all(signal: AbortSignal): Promise<Session> {
    let session = await this.store.session();
    const firstTurn = session.turn;
    for (;;) {
      const before = this.#place(session);
      await this.one(signal);
      session = await this.store.session();
      if (!this.wants(session)) break;
      if (this.#place(session) === before || session.turn - firstTurn > MAX_TURNS) {
        throw new Unreachable("the hub answers, and nothing moves");
      }
    }
    if (isLive(session) && (await this.unsettled())) {
      await this.one(signal);
      session = await this.store.session();
    }
    return session;
  }

  /** One step: a rekey if histories have parted, else one round. */
  async one(signal: AbortSignal): Promise<void> {
    const access = await this.access();
    const session = await this.store.session();
    if (session.rekey) {
      await this.#rekey(signal);
      return;
    }
    const prepared = await this.#prepare(access, true);
    if (prepared === null) return;
    let answer: Answer | null;
    try {
      answer = await this.hub.sync(prepared.request, signal);
    } catch (error) {
      if (!(error instanceof Rejected) || !(await this.#mend(error, prepared.rows, signal))) {
        throw error;
      }
      return;
    }
    const { receipt, rest } = prepared.request;
    // It may have been wanted while this was under way, or be short of what did not fit in.
    if (receipt && rest === 0) this.receiptWanted = false;
    this.#count = Math.min(this.#count * 2, SLICE_COUNT);
    await this.take(prepared.asked, answer);
  }

  /** Waits at the hub for changes, up to `seconds`. */
  async poll(seconds: number, signal: AbortSignal): Promise<void> {
    const session = await this.store.session();
    const cursor = positionOf(session);
    const asked: Asked = {
      replica: session.replica,
      turn: session.turn,
      after: session.after[0],
      uids: [],
      cursor,
      at: this.now(),
      waits: true,
    };
    let answer: Answer | null;
    try {
      answer = await this.hub.changes(cursor, seconds, signal);
    } catch (error) {
      if (!(error instanceof Rejected) || !(await this.#mend(error, [], signal))) throw error;
      return;
    }
    await this.take(asked, answer);
  }

  /** A slice for the live socket; null where the queue is empty. */
  async preparePush(): Promise<Prepared | null> {
    const prepared = await this.#prepare(await this.access(), false);
    return prepared === null || prepared.rows.length === 0 ? null : prepared;
  }

  /** Whether a series that is wanted has run out since it was last asked for. One that the hub does
   * not fill is not asked for again until something else is said. */
  async lacksNumbers(): Promise<boolean> {
    const { held } = await this.store.queue(0);
    const empty = Object.keys(held).filter((series) => held[series] === 0);
    const isNew = empty.some((series) => !this.#lacked.includes(series));
    this.#lacked = empty;
    return isNew;
  }

  /** Takes an answer in. */
  async take(asked: Asked, answer: Answer | null): Promise<void> {
    const { metrics } = this.hub;
    metrics.rounds += 1;
    for (const [, documents] of answer?.in ?? []) metrics.pulled += documents.length;
    await this.#step(async (session, outbox) => {
      const uids = new Map<number, string | null>();
      const match = answer?.instruction?.match;
      if (match) uids.set(match[0], await this.#uidAt(session, match[0], outbox));
      return hear(session, asked, answer, this.now(), (n) => uids.get(n) ?? null);
    });
  }

  /** Takes in what a live socket brought; false where it does not fit. */
  changed(changes: Changes): Promise<boolean> {
    return this.#step((session) => change(session, changes));
  }

  /** Takes a heartbeat in. `asked`: when it was sent, ms; `stamp`: the hub's clock. */
  async beat(asked: number, stamp: number): Promise<void> {
    const now = this.now();
    await this.#step((session) => [pulse(session, asked, now, stamp), []]);
  }

  /**
   * Compares checksums with the hub. Where they differ it is a defect: it is counted, and the base
   * is pulled anew by the next rounds.
   *
   * @returns whether they differed.
   */
  async check(signal: AbortSignal): Promise<boolean> {
    const session = await this.store.session();
    const sum = await checksum(await this.store.vectors());
    const answer = await this.hub.digest({ c: session.cursor, sum, list: false }, signal);
    if (answer.same || answer.now === false) return false;
    // What was shown meanwhile is no difference.
    if ((await this.store.session()).cursor !== session.cursor) return false;
    this.hub.metrics.mended += 1;
    await this.#step(resync);
    return true;
  }

  /** Whether another round would bring the device further. */
  wants(session: Session): boolean {
    if (session.rekey || session.last > session.after[0]) return true;
    if (session.upgrade || session.wipe || !this.#reads) return false;
    return session.pull !== "follow" || session.ahead !== null;
  }

  /** Whether a pull would let go of verdicts that the feed did not bring effects of. */
  async unsettled(): Promise<boolean> {
    return this.#reads && (await this.store.unsettled());
  }

  /** The device's token, and who is signed in with it. `refused`: one that will not do. */
  async access(refused?: string): Promise<Access> {
    const access = await this.hub.tokens.get(refused);
    this.#reads = access.user !== null && !access.escrow;
    this.told(access);
    return access;
  }

  /** Another token in place of the one that is held. */
  async renewAccess(): Promise<void> {
    await this.access((await this.hub.tokens.get()).access_token);
  }

  async #prepare(access: Access, pull: boolean): Promise<Prepared | null> {
    const now = this.now();
    const { session, rows, seals, held } = await this.store.queue(SLICE_COUNT);
    const [request, asked] = ask(session, rows, seals, now, {
      held,
      receipt: this.receiptWanted,
      pull: pull && this.#reads,
      count: this.#count,
    });
    // A revoked device asks what to do though it has nothing to hand in.
    const asks = request.receipt || (access.escrow && !session.wipe);
    if (request.c === null && request.do.length === 0 && !asks) return null;
    const chosen = rows.slice(0, request.do.length);
    const from = chosen[0];
    if (from) await this.store.sent(from.replica, from.n, from.n + chosen.length - 1, now);
    return { request, asked, rows: chosen };
  }

  async #rekey(signal: AbortSignal): Promise<void> {
    const offered = await this.#offer();
    if (offered === null) return;
    const answer = await this.hub.rekey(offered, signal);
    await this.#step(async (present, outbox) => rekeyed(present, await outbox.all(), answer));
  }

  async #offer(): Promise<Rekey | null> {
    let offered: Rekey | null = null;
    await this.#step(async (session, outbox) => {
      offered = offer(session, await outbox.all());
      return null;
    });
    return offered;
  }

  /** A hub that did not speak with this version of the app may have been brought to it since. */
  async askAgain(): Promise<void> {
    await this.#step((session) => (session.upgrade ? [{ ...session, upgrade: false }, []] : null));
  }

  /** Does what a refused request asks for. Whether that changed anything. */
  async #mend(error: Rejected, rows: readonly Written[], signal: AbortSignal): Promise<boolean> {
    const { upgrade } = await this.store.session();
    if (upgrade && error.code === "sync/protocol") return false;
    if (await this.#step((session) => trouble(session, error.code))) return true;
    const [row] = rows;
    if (!UNREADABLE.has(error.code) || !row) return false;
    if (rows.length > 1) {
      this.#count = Math.floor(rows.length / 2);
      return true;
    }
    // One alone: it is to blame only if the same request is understood without it.
    const [alone] = ask(await this.store.session(), [], [], this.now(), { pull: false });
    await this.hub.sync(alone, signal);
    await this.store.refuse(row.seq, error.code, this.now());
    this.#setAside += 1;
    return true;
  }

  #step(step: Step): Promise<boolean> {
    return this.store.step(step, this.now());
  }

  async #uidAt(session: Session, n: number, outbox: Parameters<Step>[1]): Promise<string | null> {
    if (n === session.floor[0]) return session.floor[1];
    // One that a person must still deal with may be there, but not all that came after it.
    return n < session.floor[0] ? null : outbox.uidAt(session.replica, n);
  }

  /** All that a round can move. */
  #place(session: Session): string {
    const { replica, after, pull, turn, rekey } = session;
    const place = [replica, after, positionOf(session), pull, turn, rekey];
    return JSON.stringify([...place, this.#count, this.#setAside]);
  }
}
