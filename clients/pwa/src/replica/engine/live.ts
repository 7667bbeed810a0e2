/** Life on the open socket: pushes and verdicts, changes as they happen, heartbeats both ways. */

import type { Happened, Room } from "@/generated/wire";

import { PROTOCOL, SCHEMA } from "../core/declarations";
import { isLive } from "../core/replica";
import type { Asked } from "../core/types";
import { Unreachable } from "../transport/errors";
import type { Down } from "../transport/frames";
import { problem, Socket, type SocketMaker } from "../transport/socket";
import { patience } from "../transport/patience";
import type { Flag } from "./flag";
import type { EngineStore } from "./port";
import type { Rounds } from "./rounds";

/** How long a verdict may take before the slice goes out again over HTTP, ms. */
const PUSH_MS = 20_000;
/** A verdict whose effects did not come within this is looked up by a pull, ms. */
const SETTLE_MS = 5_000;
/** How long the hub may take to show that it is there when that is in doubt, ms. */
const PROBE_MS = 5_000;
/** Heartbeats without any frame after which the connection counts as lost. */
const PATIENCE = 2.5;
/** Nothing that was waited for is overdue before this, ms. */
const LONG = 3_600_000;

/** What a live socket is for. */
export interface LiveOptions {
  readonly store: EngineStore;
  readonly rounds: Rounds;
  /** Is raised by local writes. */
  readonly written: Flag;
  readonly now: () => number;
  readonly make: SocketMaker;
  readonly url: string;
  /** Hears named events. */
  readonly happened: (event: Happened) => void;
  /** Hears that the hub answered a heartbeat. */
  readonly beaten: () => void;
}

/** One replica on one socket after another. */
export class Live {
  readonly #rooms = new Map<string, Room>();
  #socket: Socket | null = null;
  /** What the socket was opened with, or renewed since. */
  #token = "";
  /** Who reads on it. */
  #reader: string | null = null;
  #pushes = 0;
  #pushed: { readonly id: number; readonly asked: Asked; readonly at: number } | null = null;
  #pinged: { readonly n: number; readonly at: number } | null = null;
  #unsettledSince: number | null = null;
  /** By when a frame must have come. */
  #probedBy: number | null = null;

  constructor(private readonly options: LiveOptions) {}

  /**
   * A socket that has said hello with the cursor of this moment.
   *
   * @throws Blocked, Rejected, Unreachable
   */
  async open(signal: AbortSignal): Promise<Socket> {
    const { rounds, store, make, url } = this.options;
    const { access_token: token, user } = await rounds.access();
    const { cursor } = await store.session();
    const { framing, metrics } = rounds.hub;
    this.#token = token;
    this.#reader = user?.id ?? null;
    const hello = { t: "hello", token, v: PROTOCOL, s: SCHEMA, c: cursor } as const;
    return Socket.open({ url, framing, metrics, make }, hello, signal);
  }

  /**
   * Stays until a round over HTTP is needed.
   *
   * @throws Unreachable, Rejected: the connection was lost. What `signal` was aborted with.
   */
  async stay(socket: Socket, signal: AbortSignal): Promise<void> {
    this.#socket = socket;
    this.#pushed = this.#pinged = this.#unsettledSince = this.#probedBy = null;
    const beat = Math.max(socket.ready.beat, 1) * 1000;
    let heard = performance.now();
    let beaten = heard;
    try {
      if (socket.ready.instruction) return;
      for (const room of this.#rooms.values()) socket.send(room);
      for (let isTold = false; ;) {
        // What is told in words moves nothing: the store need not be asked after each of them.
        if (!isTold || this.options.written.isRaised) {
          if (!(await this.#push(socket))) return;
          await this.#lookUnsettled(performance.now());
        }
        const look = this.#nextLook(performance.now());
        const due = Math.min(beaten + beat, heard + beat * PATIENCE, look);
        const frame = await this.#next(socket, due - performance.now(), signal);
        const now = performance.now();
        if (frame) {
          heard = now;
          this.#probedBy = null;
          if (!(await this.#take(socket, frame))) return;
        } else if (now - heard >= beat * PATIENCE || this.#isProbed(now)) {
          throw new Unreachable("no heartbeat");
        }
        if (now - beaten >= beat) {
          beaten = now;
          this.#ping(socket);
        }
        if (this.#isOverdue(now)) return;
        isTold = frame?.t === "event" || frame?.t === "presence";
      }
    } finally {
      this.#socket = null;
    }
  }

  /** Announces presence now, if the socket is open, and after each reconnect. */
  room(room: Room): void {
    if (room.do === "leave_station") this.#rooms.delete(room.id);
    else this.#rooms.set(room.id, room);
    this.#socket?.send(room);
  }

  /** The network may be gone: the hub has a moment to show that it is there. */
  probe(): void {
    if (!this.#socket || this.#probedBy !== null) return;
    this.#probedBy = performance.now() + PROBE_MS;
    this.#ping(this.#socket);
    this.options.written.raise();
  }

  /** Sends the next slice if none is under way. False where it needs a round. */
  async #push(socket: Socket): Promise<boolean> {
    const { rounds, written } = this.options;
    written.lower();
    if (this.#pushed) return true;
    if (rounds.receiptWanted) return false;
    // On a shared tablet somebody else may have signed in: the socket still reads as the former.
    if (((await rounds.access()).user?.id ?? null) !== this.#reader) return false;
    const prepared = await rounds.preparePush();
    // A push tells what runs low by the way; without one, numbers that are out need a round.
    if (prepared === null) return !(await rounds.lacksNumbers());
    this.#pushes += 1;
    this.#pushed = { id: this.#pushes, asked: prepared.asked, at: performance.now() };
    rounds.hub.metrics.pushed += prepared.request.do.length;
    socket.send({ t: "push", id: this.#pushes, sync: prepared.request });
    return true;
  }

  #ping(socket: Socket): void {
    const n = (this.#pinged?.n ?? 0) + 1;
    this.#pinged = { n, at: this.options.now() };
    socket.send({ t: "ping", n });
  }

  /** The next frame; null where the time is up first, or something was written here. */
  async #next(socket: Socket, ms: number, signal: AbortSignal): Promise<Down | null> {
    const local = new AbortController();
    const limit = patience(Math.max(ms, 0), signal);
    const end = () => {
      local.abort();
    };
    limit.signal.addEventListener("abort", end, { once: true });
    void this.options.written.wait(local.signal).then(end);
    try {
      signal.throwIfAborted();
      const frame = await socket.receive(local.signal);
      signal.throwIfAborted();
      return frame;
    } finally {
      limit.end();
      end();
    }
  }

  /** Takes a frame in. False where a round over HTTP is needed. */
  async #take(socket: Socket, frame: Down): Promise<boolean> {
    const { rounds } = this.options;
    switch (frame.t) {
      case "changes":
        return rounds.changed(frame);
      case "verdicts":
        return this.#verdicts(frame);
      case "pong":
        if (this.#pinged?.n === frame.n) {
          await rounds.beat(this.#pinged.at, frame.at);
          this.options.beaten();
        }
        return true;
      case "event":
        this.options.happened(frame);
        return true;
      case "expiring":
        return this.#renew(socket);
      case "problem":
        if (!this.#pushed || frame.id !== this.#pushed.id) throw problem(frame);
        return false;
      case "behind":
        return false;
      default:
        return true;
    }
  }

  /** Sends another token; without anybody who may read, the socket is of no use. */
  async #renew(socket: Socket): Promise<boolean> {
    const { rounds } = this.options;
    let { access_token: token } = await rounds.access();
    if (token === this.#token) ({ access_token: token } = await rounds.access(token));
    if (!rounds.reads) return false;
    this.#token = token;
    socket.send({ t: "token", token });
    return true;
  }

  async #verdicts({ id, answer }: Extract<Down, { t: "verdicts" }>): Promise<boolean> {
    if (!this.#pushed || id !== this.#pushed.id) return true;
    const { asked } = this.#pushed;
    this.#pushed = null;
    await this.options.rounds.take(asked, answer);
    const session = await this.options.store.session();
    // A push over the socket that decided nothing would be made again at once.
    return session.after[0] > asked.after && isLive(session);
  }

  /** Since when verdicts wait for their effects. */
  async #lookUnsettled(now: number): Promise<void> {
    if (!(await this.options.rounds.unsettled())) this.#unsettledSince = null;
    else this.#unsettledSince ??= now;
  }

  /** When something that was waited for would be overdue. */
  #nextLook(now: number): number {
    const pushed = this.#pushed ? this.#pushed.at + PUSH_MS : now + LONG;
    const settled = this.#unsettledSince === null ? now + LONG : this.#unsettledSince + SETTLE_MS;
    return Math.min(pushed, settled, this.#probedBy ?? Infinity);
  }

  /** Whether the hub had its moment and did not answer. */
  #isProbed(now: number): boolean {
    return this.#probedBy !== null && now >= this.#probedBy;
  }

  #isOverdue(now: number): boolean {
    if (this.#pushed && now - this.#pushed.at >= PUSH_MS) return true;
    return this.#unsettledSince !== null && now - this.#unsettledSince >= SETTLE_MS;
  }
}
