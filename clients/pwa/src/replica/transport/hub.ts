/** The hub's endpoints that a replica lives on. */

import type { Digest, Digested } from "@/generated/wire";

import { SCHEMA } from "../core/declarations";
import type { Answer, Rekey, Rekeyed, Sync } from "../core/wire";
import type { Tokens } from "./access";
import { Rejected } from "./errors";
import type { Framing } from "./framing";
import type { Http, Outgoing } from "./http";
import type { Metrics } from "./metrics";

/**
 * One device's way to its hub.
 *
 * @throws (all calls) Unreachable, Rejected; what their signal was aborted with.
 */
export class Hub {
  readonly metrics: Metrics;

  constructor(
    readonly http: Http,
    readonly tokens: Tokens,
    readonly framing: Framing,
  ) {
    this.metrics = http.metrics;
  }

  /** One round trip; null is "nothing to say". */
  async sync(request: Sync, signal: AbortSignal): Promise<Answer | null> {
    this.metrics.pushed += request.do.length;
    const data = await this.#exchange({
      method: "POST",
      path: request.c === null ? "/sync/push" : "/sync",
      body: this.framing.encodeSync(request),
      signal,
    });
    return data && this.#read(data, (bytes) => this.framing.decodeAnswer(bytes));
  }

  /** Changes since a cursor; the hub waits up to `seconds` for one to happen. */
  async changes(cursor: string, seconds: number, signal: AbortSignal): Promise<Answer | null> {
    const data = await this.#exchange({
      method: "GET",
      path: "/sync/changes",
      query: { cursor, wait: String(seconds), s: String(SCHEMA) },
      waitMs: seconds * 1000,
      signal,
    });
    return data && this.#read(data, (bytes) => this.framing.decodeAnswer(bytes));
  }

  /** Offers what the device keeps; its new id. */
  rekey(offer: Rekey, signal: AbortSignal): Promise<Rekeyed> {
    return this.#ask<Rekeyed>("/sync/rekey", offer, "replica", "string", signal);
  }

  /** Compares checksums. */
  digest(digest: Digest, signal: AbortSignal): Promise<Digested> {
    return this.#ask<Digested>("/sync/digest", digest, "same", "boolean", signal);
  }

  /** Asks what has an answer always; `member` of it tells that it is this server's. */
  async #ask<T>(
    path: string,
    message: unknown,
    member: keyof T,
    type: "string" | "boolean",
    signal: AbortSignal,
  ): Promise<T> {
    const body = this.framing.encode(message);
    const data = await this.#exchange({ method: "POST", path, body, signal });
    if (data === null) throw this.http.foreign("an empty answer");
    const answer = this.#read(data, (bytes) => this.framing.decode(bytes)) as T | null | undefined;
    if (answer == null || typeof answer[member] !== type) throw this.http.foreign(path);
    return answer;
  }

  /** Sends with the device's token; once more with a fresh one where that was refused. */
  async #exchange(outgoing: Omit<Outgoing, "accept" | "media">): Promise<Uint8Array | null> {
    const { media } = this.framing;
    const send = (token: string) => this.http.send({ ...outgoing, accept: media, media, token });
    const { access_token: token } = await this.tokens.get();
    try {
      return await send(token);
    } catch (error) {
      if (!(error instanceof Rejected) || !error.isOfToken) throw error;
    }
    return send((await this.tokens.get(token)).access_token);
  }

  #read<T>(data: Uint8Array, decode: (data: Uint8Array) => T): T {
    try {
      return decode(data);
    } catch (error) {
      throw this.http.foreign(String(error), error);
    }
  }
}
