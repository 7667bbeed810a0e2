/**
 * What can become of a request that did not succeed.
 *
 * - `Unreachable`: no contact; nothing is known of what became of the request. As a Problem it is
 *   `contact/none`.
 * - `Rejected`: the server answered with a problem (RFC 9457).
 */

import { Problem } from "../core/problem";

/** No contact: the network, the host or the connection failed, the time was up, or somebody else
 * answered (a captive portal, a proxy). `retryAfter`: seconds, where it said so. */
export class Unreachable extends Problem {
  /** `what`: for logs. */
  constructor(
    what: string,
    readonly retryAfter: number | null = null,
    { cause }: ErrorOptions = {},
  ) {
    super("contact/none", { params: { what }, cause });
  }
}

/** No WebSocket comes about here: the network or a proxy does not let it through. */
export class Blocked extends Unreachable {}

/** The server answered with a problem. `retryAfter`: seconds, where it said so. */
export class Rejected extends Problem {
  constructor(
    readonly status: number,
    code: string,
    fields: Readonly<Record<string, string>> = {},
    params: Readonly<Record<string, unknown>> = {},
    readonly retryAfter: number | null = null,
  ) {
    super(code, { fields, params });
  }

  /** Whether another token may do: this one is over or not valid, or its device was shut out and
   * must ask for one that hands in to escrow. */
  get isOfToken(): boolean {
    return this.status === 401 || this.code === "device/revoked";
  }

  /** Whether the same request may succeed later: the server is busy, or failed. */
  get isPassing(): boolean {
    return this.status === 429 || this.status >= 500;
  }
}

export type TransportError = Unreachable | Rejected;

/** Whether something thrown is what a request may end in. */
export function isTransportError(error: unknown): error is TransportError {
  return error instanceof Unreachable || error instanceof Rejected;
}

/** Members of a problem document that are not facts of their own. */
const KNOWN = new Set([
  "type",
  "title",
  "status",
  "detail",
  "instance",
  "code",
  "errors",
  "retry_after",
]);

/**
 * The error for an answer that is none of success.
 *
 * @param document what the body held, if it was JSON.
 * @param retryAfter seconds, from the header.
 */
export function refusal(
  status: number,
  document: unknown,
  retryAfter: number | null,
): TransportError {
  const members = isMap(document) ? document : {};
  const code = members["code"];
  if (typeof code === "string") {
    const params = Object.fromEntries(Object.entries(members).filter(([name]) => !KNOWN.has(name)));
    return new Rejected(status, code, texts(members["errors"]), params, retryAfter);
  }
  if (status >= 500) return new Rejected(status, `http/${status}`, {}, {}, retryAfter);
  // Not ours: a proxy, a portal, another server. Nothing was received.
  return new Unreachable(`status ${status} without a problem`, retryAfter);
}

/** `Retry-After` in seconds, from a number or a date (RFC 9110); null where it is neither.
 * `now`: ms since 1970. */
export function secondsUntil(value: string | null, now: number): number | null {
  if (value === null) return null;
  if (/^\s*\d+\s*$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, (at - now) / 1000);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function texts(value: unknown): Record<string, string> {
  if (!isMap(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}
