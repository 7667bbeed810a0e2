/**
 * Requests to the server: timed out, compressed, counted, each with an id.
 *
 * Whatever is not an answer of this server (a captive portal's page, a proxy's redirect) counts as
 * no contact: success is a receipt, not a status code.
 */

import { refusal, secondsUntil, Unreachable } from "./errors";
import type { Metrics } from "./metrics";
import { patience } from "./patience";

/** Where the endpoints live on the server. */
export const API = "/api/v1";
/** Bytes from which a body is sent compressed. */
export const COMPRESS_FROM = 1_000;
/** How long an answer may take, ms; on top of what the hub was asked to wait. */
export const TIMEOUT_MS = 30_000;

/** What all requests of this app share. */
export interface HttpOptions {
  /** The server's address, without a path; empty for the one that this page came from. */
  readonly origin: string;
  /** The app's version. */
  readonly app: string;
  /** The device's clock, ms since 1970. */
  readonly now: () => number;
  /** A fresh id for a request. */
  readonly newId: () => string;
  /** What the person reads, as for `Accept-Language`. */
  readonly language: () => string;
  readonly fetch: typeof fetch;
  readonly metrics: Metrics;
}

/** One request. `query` goes into the address; `waitMs`: how long the hub was asked to wait. */
export interface Outgoing {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly accept: string;
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly media?: string;
  readonly token?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly waitMs?: number;
  readonly signal?: AbortSignal;
}

/** The server over HTTP. */
export class Http {
  readonly metrics: Metrics;

  constructor(readonly options: HttpOptions) {
    this.metrics = options.metrics;
  }

  /**
   * Sends one request; the bytes of its answer, null for `204`.
   *
   * @throws Unreachable, Rejected; what `signal` was aborted with.
   */
  async send(outgoing: Outgoing): Promise<Uint8Array | null> {
    const { signal, accept } = outgoing;
    const request = await this.#request(outgoing);
    const limit = patience(TIMEOUT_MS + (outgoing.waitMs ?? 0), signal);
    const started = performance.now();
    this.metrics.requests += 1;
    let response: Response;
    let data: Uint8Array;
    try {
      response = await this.options.fetch(this.#address(outgoing), {
        ...request,
        signal: limit.signal,
      });
      data = new Uint8Array(await response.arrayBuffer());
    } catch (error) {
      signal?.throwIfAborted();
      this.metrics.fail("unreachable");
      throw new Unreachable(String(error), null, { cause: error });
    } finally {
      limit.end();
    }
    this.metrics.bytesDown += data.byteLength;
    if (outgoing.waitMs === undefined) this.metrics.time(performance.now() - started);
    const media = response.headers.get("Content-Type") ?? "";
    if (!response.ok) throw this.#refused(response, media, data);
    if (response.status === 204) return null;
    if (!media.startsWith(accept)) throw this.foreign(`status ${response.status}, ${media}`);
    return data;
  }

  /** The error for an answer that this server cannot have given. */
  foreign(what: string, cause?: unknown): Unreachable {
    this.metrics.fail("unreadable");
    return new Unreachable(`not an answer of this server: ${what}`, null, { cause });
  }

  /** What every request says of itself. */
  headers(): Record<string, string> {
    return {
      "X-Request-Id": this.options.newId(),
      "X-Client-Version": this.options.app,
      "X-Client-Timestamp": String(this.options.now()),
      "Accept-Language": this.options.language(),
    };
  }

  #address({ path, query }: Outgoing): string {
    const search = query ? `?${new URLSearchParams(query).toString()}` : "";
    return `${this.options.origin}${API}${path}${search}`;
  }

  async #request({ method, accept, body, media, token }: Outgoing): Promise<RequestInit> {
    const headers: Record<string, string> = { Accept: accept, ...this.headers() };
    if (token !== undefined) headers["Authorization"] = `Bearer ${token}`;
    // The cookie of the person's session goes to where it is needed by itself: it is of this origin.
    const request: RequestInit = {
      method,
      headers,
      cache: "no-store",
      credentials: "same-origin",
      redirect: "error",
    };
    if (body === undefined) return request;
    headers["Content-Type"] = media ?? "application/json";
    let sent = body;
    if (body.byteLength > COMPRESS_FROM && typeof CompressionStream !== "undefined") {
      sent = await gzipped(body);
      headers["Content-Encoding"] = "gzip";
    }
    this.metrics.bytesUp += sent.byteLength;
    return { ...request, body: sent };
  }

  #refused(response: Response, media: string, data: Uint8Array): Error {
    const after = secondsUntil(response.headers.get("Retry-After"), this.options.now());
    const error = refusal(response.status, media.includes("json") ? json(data) : null, after);
    this.metrics.fail(error instanceof Unreachable ? "unreachable" : error.code);
    return error;
  }
}

async function gzipped(body: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([body]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function json(data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(data));
  } catch {
    return null;
  }
}
