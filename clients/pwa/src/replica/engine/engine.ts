/**
 * The loop that keeps a replica in step: rounds, then the live socket, for ever.
 *
 * One exchange at a time. It is woken by local writes, follows the hub's instructions, backs off
 * when there is no contact, and may be ended at any point.
 */

import type { Happened as Heard, Room } from "@/generated/wire";

import type { Contact, Happened, Link } from "../api";
import { Backoff } from "../core/backoff";
import { Problem } from "../core/problem";
import { isLive } from "../core/replica";
import { Blocked, isTransportError, Rejected } from "../transport/errors";
import type { Hub } from "../transport/hub";
import type { SocketMaker } from "../transport/socket";
import { first, Flag, sleep, type Sleep } from "./flag";
import { Live } from "./live";
import type { EngineScreen, EngineStore } from "./port";
import { Rounds } from "./rounds";

/** How long one long-polling request waits at the hub, seconds. */
const POLL_S = 25;
/** After a blocked socket: so long until the next try, ms. */
const SOCKET_AGAIN_MS = 300_000;
/** How often a hub that did not speak with this version of the app is asked again, ms. */
const VERSION_AGAIN_MS = 600_000;
/** How often the checksum is compared, ms. */
const CHECK_MS = 24 * 3600 * 1000;
/** A socket that asks for a pull sooner than this was of no use, ms. */
const SHORT_MS = 2_000;
/** The longest pause between sockets that are of no use, ms. */
const SHORT_LIVES_MS = 30_000;

/** What an engine works with. */
export interface EngineOptions {
  readonly store: EngineStore;
  readonly screen: EngineScreen;
  readonly hub: Hub;
  /** The device's clock, ms since 1970. */
  readonly now: () => number;
  /** A random number from 0 to 1, for the back-off. */
  readonly draw: () => number;
  /** The address of the live socket; null keeps to long-polling. */
  readonly liveUrl: string | null;
  readonly makeSocket: SocketMaker;
  readonly sleep?: Sleep;
}

/** Syncs one replica. */
export class Engine {
  readonly rounds: Rounds;
  readonly #options: EngineOptions;
  readonly #sleep: Sleep;
  readonly #backoff = new Backoff();
  readonly #written = new Flag();
  readonly #retry = new Flag();
  readonly #live: Live | null;
  #socketFrom = 0;
  #shortLives = 0;
  #versionFrom = 0;
  #checkedAt: number;
  #contact: Contact = { link: "connecting", last: 0, tell: false, retryAt: 0, problem: null };

  constructor(options: EngineOptions) {
    const { store, screen, hub, now, liveUrl: url, makeSocket: make } = options;
    this.#options = options;
    this.#sleep = options.sleep ?? sleep;
    this.#checkedAt = now();
    let told: string | null | undefined;
    this.rounds = new Rounds(store, hub, now, ({ user, signed_out: why }) => {
      const code = user === null ? (why ?? "auth/required") : null;
      if (code === told) return;
      told = code;
      screen.setSignedOut(code);
    });
    const { rounds } = this;
    const written = this.#written;
    const happened = (event: Heard) => {
      screen.happened(asHappened(event, now()));
    };
    const beaten = () => {
      this.#tell("live");
    };
    this.#live =
      url === null ? null : new Live({ store, rounds, written, now, make, url, happened, beaten });
  }

  /** Keeps the replica in step until `signal` is aborted, or the store was wiped.
   *
   * @returns whether it was wiped. */
  async run(signal: AbortSignal): Promise<boolean> {
    const { contact } = await this.#options.store.session();
    this.#show({ ...this.#contact, last: contact });
    try {
      for (;;) if (await this.#attempt(signal)) return true;
    } catch (error) {
      if (!signal.aborted) throw error;
      return false;
    }
  }

  /** How the connection is, as it was told last. */
  get contact(): Contact {
    return this.#contact;
  }

  /** Something was written here. */
  nudge(): void {
    this.#written.raise();
  }

  /** Ends a waiting period: the person asks. */
  retryNow(): void {
    this.#retry.raise();
    this.#written.raise();
  }

  /** The radio changed, or the device woke up: tries now, and sees whether the hub is still there. */
  lookAgain(): void {
    this.#live?.probe();
    this.retryNow();
  }

  /** Asks for the signed "everything is in" as soon as possible. */
  wantReceipt(): void {
    this.rounds.receiptWanted = true;
    this.retryNow();
  }

  /** Announces presence, now and after each reconnect. */
  room(action: Room["do"], id: string): void {
    this.#live?.room({ t: "room", do: action, id });
  }

  /** One turn, or the pause after it failed. Whether the store was wiped. */
  async #attempt(signal: AbortSignal): Promise<boolean> {
    try {
      return await this.#turn(signal);
    } catch (error) {
      signal.throwIfAborted();
      if (isTransportError(error)) {
        const code = error instanceof Rejected ? error.code : null;
        await this.#failed(code, error.retryAfter, signal);
      } else if (error instanceof Problem && error.code === "device/storage") {
        // A full disk may be emptied; until then nothing can be taken in.
        await this.#failed(error.code, null, signal);
      } else {
        throw error;
      }
      return false;
    }
  }

  /** Rounds until all is in step, then whatever keeps it so. Whether the store was wiped. */
  async #turn(signal: AbortSignal): Promise<boolean> {
    if (await this.#inStep(signal)) return true;
    const session = await this.#options.store.session();
    if (!isLive(session) || !this.rounds.reads) {
      await this.#pause(POLL_S * 1000, this.#written, signal);
      // Nothing else would tell whether the server is there, and whether somebody may read again.
      await this.rounds.renewAccess();
      if (session.upgrade) await this.#askAgain();
    } else if (!this.#live || performance.now() < this.#socketFrom) {
      await this.#poll(signal);
    } else {
      try {
        await this.#stayLive(this.#live, signal);
      } catch (error) {
        if (!(error instanceof Blocked)) throw error;
        // The server may just be gone; only if it answers a poll is the socket to blame.
        await this.#poll(signal);
        this.#socketFrom = performance.now() + SOCKET_AGAIN_MS;
      }
    }
    return false;
  }

  async #askAgain(): Promise<void> {
    if (performance.now() < this.#versionFrom) return;
    this.#versionFrom = performance.now() + VERSION_AGAIN_MS;
    await this.rounds.askAgain();
  }

  async #inStep(signal: AbortSignal): Promise<boolean> {
    const { store, now } = this.#options;
    this.#written.lower();
    const session = await this.rounds.all(signal);
    this.#tell("online");
    if (session.wipe && !this.rounds.wants(session)) {
      await store.clear();
      this.#show({ ...this.#contact, problem: "device/wiped" });
      return true;
    }
    await store.forget(now());
    if (isLive(session) && this.rounds.reads && now() - this.#checkedAt >= CHECK_MS) {
      this.#checkedAt = now();
      if (await this.rounds.check(signal)) await this.rounds.all(signal);
    }
    return false;
  }

  async #stayLive(live: Live, signal: AbortSignal): Promise<void> {
    const opened = performance.now();
    const socket = await live.open(signal);
    try {
      this.#tell("live");
      await live.stay(socket, signal);
    } finally {
      socket.close();
    }
    this.#tell("online");
    this.#shortLives = performance.now() - opened < SHORT_MS ? this.#shortLives + 1 : 0;
    if (this.#shortLives > 1) {
      await this.#pause(Math.min(this.#shortLives * 1000, SHORT_LIVES_MS), this.#retry, signal);
    }
  }

  /** Waits at the hub until something comes, or something was written here. */
  async #poll(signal: AbortSignal): Promise<void> {
    await first(signal, (rest) => [this.rounds.poll(POLL_S, rest), this.#written.wait(rest)]);
    this.#tell("online");
  }

  /** `problem`: the code that was answered; null where nothing was. `retryAfter`: seconds. */
  async #failed(
    problem: string | null,
    retryAfter: number | null,
    signal: AbortSignal,
  ): Promise<void> {
    const { draw, hub, now } = this.#options;
    const delay = this.#backoff.fail(draw(), retryAfter) * 1000;
    hub.metrics.retries += 1;
    // A proxy's own failure is no word of the hub.
    const isHeard = problem !== null && !problem.startsWith("http/");
    // A full disk says nothing of the contact: it stays as it was.
    const isFull = problem === "device/storage";
    const wasLost = this.#contact.link === "offline";
    this.#show({
      link: isHeard && !(isFull && wasLost) ? "online" : "offline",
      last: isHeard && !isFull ? now() : this.#contact.last,
      tell: this.#backoff.tell,
      retryAt: Math.round(now() + delay),
      problem: isHeard ? problem : null,
    });
    this.#retry.lower();
    await this.#pause(delay, this.#retry, signal);
  }

  async #pause(ms: number, until: Flag, signal: AbortSignal): Promise<void> {
    await first(signal, (rest) => [this.#sleep(ms, rest), until.wait(rest)]);
  }

  #tell(link: Link): void {
    this.#backoff.succeed();
    this.#show({ link, last: this.#options.now(), tell: false, retryAt: 0, problem: null });
  }

  #show(contact: Contact): void {
    this.#contact = contact;
    this.#options.screen.setContact(contact);
  }
}

function asHappened({ name, entity, id, by }: Heard, at: number): Happened {
  return { name, entity: entity as Happened["entity"], id, by, at };
}
