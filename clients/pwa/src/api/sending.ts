/**
 * How requests for what does not sync are sent: with the device's token, an id and figures; equal
 * ones once; tried again where that cannot do anything twice.
 */

import { Backoff } from "@/replica/core/backoff";
import {
  isTransportError,
  refusal,
  Rejected,
  secondsUntil,
  Unreachable,
} from "@/replica/transport/errors";
import { TIMEOUT_MS } from "@/replica/transport/http";
import { patience } from "@/replica/transport/patience";

import type { Connection } from "./connection";

/** So often is a request made that failed in passing. */
const TRIES = 3;
/** A server that wants to be left alone for longer is not waited for, seconds. */
const PATIENCE_S = 10;

/** Methods that do the same however often they are done. */
const IDEMPOTENT = new Set(["GET", "HEAD", "PUT", "DELETE"]);

/** Waits so many ms; ends early, by throwing, when `signal` is aborted. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

/**
 * Sends requests. What the server refuses is thrown as `Rejected`, no contact as `Unreachable`: an
 * answer that comes back is one of success.
 */
export class Sending {
  readonly #underWay = new Map<string, Promise<Response>>();

  /** `draw`: a random number from 0 to 1. */
  constructor(
    private readonly connection: () => Connection,
    private readonly pause: Pause,
    private readonly draw: () => number,
  ) {}

  /** Sends; a GET that equals one under way waits for the same answer. */
  async send(request: Request): Promise<Response> {
    if (request.method !== "GET") return this.#persist(request, request.signal);
    const key = `${request.url} ${request.headers.get("If-None-Match") ?? ""}`;
    let answer = this.#underWay.get(key);
    if (answer === undefined) {
      // One who is no longer interested does not take it from the others.
      answer = this.#persist(request, new AbortController().signal).finally(() => {
        this.#underWay.delete(key);
      });
      this.#underWay.set(key, answer);
    }
    return (await orAborted(answer, request.signal)).clone();
  }

  /** Sends, and again after a while where it failed in passing. */
  async #persist(request: Request, signal: AbortSignal): Promise<Response> {
    const backoff = new Backoff();
    const mayRepeat = IDEMPOTENT.has(request.method) || request.headers.has("Idempotency-Key");
    for (;;) {
      try {
        return await this.#once(request, signal);
      } catch (error) {
        if (!mayRepeat || !isTransportError(error) || !isPassing(error)) throw error;
        if ((error.retryAfter ?? 0) > PATIENCE_S || backoff.failures + 1 >= TRIES) throw error;
        this.connection().http.metrics.retries += 1;
        await this.pause(backoff.fail(this.draw(), error.retryAfter) * 1000, signal);
      }
    }
  }

  /** Sends with the device's token; once more with a fresh one where that was refused. */
  async #once(request: Request, signal: AbortSignal): Promise<Response> {
    const { tokens } = this.connection();
    const { access_token: token } = await tokens.get();
    try {
      return await this.#send(request.clone(), token, signal);
    } catch (error) {
      if (!(error instanceof Rejected) || !error.isOfToken) throw error;
    }
    return this.#send(request.clone(), (await tokens.get(token)).access_token, signal);
  }

  async #send(request: Request, token: string, signal: AbortSignal): Promise<Response> {
    const { http } = this.connection();
    const { metrics, options } = http;
    const headers = new Headers(request.headers);
    headers.set("Authorization", `Bearer ${token}`);
    for (const [name, value] of Object.entries(http.headers())) headers.set(name, value);
    const started = performance.now();
    metrics.requests += 1;
    let response: Response;
    const limit = patience(TIMEOUT_MS, signal);
    try {
      response = await options.fetch(new Request(request, { headers, signal: limit.signal }));
    } catch (error) {
      signal.throwIfAborted();
      metrics.fail("unreachable");
      throw new Unreachable(String(error), null, { cause: error });
    } finally {
      limit.end();
    }
    metrics.time(performance.now() - started);
    if (response.ok || response.status === 304) return response;
    const after = secondsUntil(response.headers.get("Retry-After"), options.now());
    const document: unknown = await response.json().catch(() => null);
    const error = refusal(response.status, document, after);
    metrics.fail(error.code);
    throw error;
  }
}

function isPassing(error: Unreachable | Rejected): boolean {
  return error instanceof Unreachable || error.isPassing;
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", stop);
    });
  });
}
