/** The live socket: one WebSocket, authenticated by its first frame, frames in and frames out. */

import type { Hello, Ready, Trouble } from "@/generated/wire";

import { Blocked, Rejected, Unreachable } from "./errors";
import type { Down, Up } from "./frames";
import type { Framing } from "./framing";
import type { Metrics } from "./metrics";
import { patience } from "./patience";

/** How long a socket may take to open and to be greeted, ms. */
const OPEN_MS = 10_000;

/** Where no answer says it: the status of the problems that end a credential. */
const UNAUTHORISED = 401;

/** How sockets are made; for those without the browser's own. */
export type SocketMaker = (url: string) => WebSocket;

/** What a socket is opened with. */
export interface SocketOptions {
  readonly url: string;
  readonly framing: Framing;
  readonly metrics: Metrics;
  readonly make: SocketMaker;
}

/** An open, authenticated socket. */
export class Socket {
  #frames: Down[] = [];
  #failure: Error | null = null;
  #wake: (() => void) | null = null;
  #ready: Ready | null = null;

  private constructor(
    private readonly wire: WebSocket,
    private readonly framing: Framing,
    private readonly metrics: Metrics,
  ) {
    wire.binaryType = "arraybuffer";
    wire.addEventListener("message", (event: MessageEvent<string | ArrayBuffer>) => {
      this.#hear(event.data);
    });
    wire.addEventListener("close", (event) => {
      this.#fail(new Unreachable(`socket closed: ${event.code} ${event.reason}`));
    });
  }

  /**
   * Opens a socket and says hello.
   *
   * @throws Blocked: no WebSocket came about. Rejected: the hub refused the first frame.
   *   Unreachable: the connection was lost. What `signal` was aborted with.
   */
  static async open(options: SocketOptions, hello: Hello, signal: AbortSignal): Promise<Socket> {
    signal.throwIfAborted();
    let wire: WebSocket;
    try {
      wire = options.make(options.url);
    } catch (error) {
      throw new Blocked(String(error), null, { cause: error });
    }
    const socket = new Socket(wire, options.framing, options.metrics);
    const limit = patience(OPEN_MS, signal);
    try {
      await opening(wire, limit.signal);
      socket.send(hello);
      const frame = await socket.receive(limit.signal);
      if (frame === null) throw new Blocked("no greeting");
      if (frame.t === "problem") throw problem(frame);
      if (frame.t !== "ready") throw new Unreachable("not an answer of this server");
      socket.#ready = frame;
      return socket;
    } catch (error) {
      socket.close();
      signal.throwIfAborted();
      throw error;
    } finally {
      limit.end();
    }
  }

  /** The hub's greeting. */
  get ready(): Ready {
    if (this.#ready === null) throw new Unreachable("the socket is not open");
    return this.#ready;
  }

  /**
   * Sends a frame.
   *
   * @throws Unreachable
   */
  send(frame: Up): void {
    if (this.#failure) throw this.#failure;
    const data = this.framing.encodeFrame(frame);
    this.wire.send(data);
    this.metrics.framesUp += 1;
    this.metrics.bytesUp += data.length;
  }

  /**
   * The next frame; null where `signal` was aborted before one came. Nothing is lost by that.
   *
   * @throws Unreachable
   */
  async receive(signal: AbortSignal): Promise<Down | null> {
    for (;;) {
      const frame = this.#frames.shift();
      if (frame) return frame;
      if (this.#failure) throw this.#failure;
      if (signal.aborted) return null;
      await new Promise<void>((resolve) => {
        const go = () => {
          signal.removeEventListener("abort", go);
          this.#wake = null;
          resolve();
        };
        this.#wake = go;
        signal.addEventListener("abort", go, { once: true });
      });
    }
  }

  close(): void {
    this.#fail(new Unreachable("the socket is closed"));
    this.wire.close();
  }

  #hear(data: string | ArrayBuffer): void {
    const bytes = typeof data === "string" ? data : new Uint8Array(data);
    this.metrics.framesDown += 1;
    this.metrics.bytesDown += bytes.length;
    try {
      this.#frames.push(this.framing.decodeFrame(bytes));
    } catch (error) {
      this.#fail(new Unreachable("not an answer of this server", null, { cause: error }));
      return;
    }
    this.#wake?.();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake?.();
  }
}

/** The error for a `problem` frame. */
export function problem({ code, errors }: Trouble): Rejected {
  const status = code.startsWith("auth/") ? UNAUTHORISED : 400;
  return new Rejected(status, code, errors ?? {});
}

function opening(wire: WebSocket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const block = () => {
      reject(new Blocked("no socket came about"));
    };
    wire.addEventListener("open", () => {
      resolve();
    });
    // A browser does not say why; a close before the opening is all there is.
    wire.addEventListener("error", block);
    wire.addEventListener("close", block);
    signal.addEventListener("abort", block, { once: true });
  });
}
