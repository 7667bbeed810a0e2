// @vitest-environment node
/** Requests: what they carry, what is compressed, what is no contact, when tokens are renewed. */

import { gunzipSync } from "node:zlib";

import { describe, expect, it, vi } from "vitest";

import type { Sync } from "../core/wire";
import { type Credential, Tokens } from "./access";
import { secondsUntil } from "./errors";
import { jsonFraming } from "./framing";
import { Http } from "./http";
import { Hub } from "./hub";
import { Metrics } from "./metrics";

const NOW = 1_800_000_000_000;
const OPS = '[["item","AAAAAAAAAAAAAAAAAAAAAA",{},{"price":1}]]';
const BOUND: Credential = { replica: "abc", secret: "s", person: "p" };
const TABLET: Credential = { ...BOUND, person: null };

type Reply = Response | Error | ((url: string, init: RequestInit) => Response);

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
  readonly headers: Headers;
}

/** A server that gives tokens, and else what it is told to. */
class Scripted {
  readonly sent: Sent[] = [];
  tokens = 0;
  expiresIn = 900;
  session: Reply = problem(401, "auth/required");

  constructor(readonly replies: Reply[]) {}

  readonly fetch: typeof fetch = (input, init = {}) => {
    const { url } = new Request(input);
    this.sent.push({ url, init, headers: new Headers(init.headers) });
    const reply = this.#reply(url);
    if (reply instanceof Error) return Promise.reject(reply);
    return Promise.resolve(typeof reply === "function" ? reply(url, init) : reply.clone());
  };

  /** What was sent beside the sign-ins. */
  get requests(): readonly Sent[] {
    return this.sent.filter(({ url }) => !url.includes("/auth/"));
  }

  #reply(url: string): Reply {
    if (url.endsWith("/auth/refresh")) return this.session;
    if (!url.endsWith("/auth/device")) return this.replies.shift() ?? new Error("nothing left");
    this.tokens += 1;
    return token(`t${this.tokens}`, { expires_in: this.expiresIn });
  }
}

function token(text: string, more: object = {}): Response {
  return Response.json({ access_token: text, expires_in: 900, user: { id: "p" }, ...more });
}

function problem(status: number, code: string, more: object = {}, headers = {}): Response {
  return Response.json(
    { code, title: "x", status, ...more },
    { status, headers: { "Content-Type": "application/problem+json", ...headers } },
  );
}

function none(): Response {
  return new Response(null, { status: 204 });
}

function hub(server: Scripted, credential = BOUND): Hub {
  const http = new Http({
    origin: "http://hub.test",
    app: "1.2.3",
    now: () => NOW,
    newId: () => `id${server.sent.length}`,
    language: () => "zh-TW",
    fetch: server.fetch,
    metrics: new Metrics(),
  });
  return new Hub(http, new Tokens(http, () => Promise.resolve(credential)), jsonFraming);
}

function request(count = 0, c: string | null = "c"): Sync {
  return {
    v: 1,
    s: 1,
    e: 1,
    after: [0, ""],
    c,
    by: [],
    at: 0,
    do: Array.from({ length: count }, () => ["nonce123", 0, OPS, 0] as const),
    rest: 0,
    vouch: [],
    held: {},
    receipt: false,
  };
}

const signal = new AbortController().signal;

describe("requests", () => {
  it("say who they are", async () => {
    const server = new Scripted([Response.json({ at: 1 }), none()]);
    const made = hub(server);
    expect(await made.sync(request(), signal)).toEqual({ at: 1 });
    expect(await made.sync(request(0, null), signal)).toBeNull();
    const [first, second] = server.requests;
    expect(first?.url).toBe("http://hub.test/api/v1/sync");
    expect(second?.url).toBe("http://hub.test/api/v1/sync/push");
    expect(first?.headers.get("Authorization")).toBe("Bearer t1");
    expect(first?.headers.get("X-Client-Version")).toBe("1.2.3");
    expect(first?.headers.get("X-Client-Timestamp")).toBe(String(NOW));
    expect(first?.headers.get("Accept-Language")).toBe("zh-TW");
    expect(first?.headers.get("X-Request-Id")).not.toBe(second?.headers.get("X-Request-Id"));
    expect(server.tokens).toBe(1);
    expect(made.metrics).toMatchObject({ requests: 3, bytesDown: expect.any(Number) as number });
  });

  it("travel compressed where they are long, and small they are", async () => {
    const server = new Scripted([none(), none()]);
    const made = hub(server);
    await made.sync(request(1), signal);
    await made.sync(request(100), signal);
    const [short, long] = server.requests;
    expect(short?.headers.has("Content-Encoding")).toBe(false);
    expect(long?.headers.get("Content-Encoding")).toBe("gzip");
    const body = long?.init.body as Uint8Array;
    expect(body.byteLength / 100).toBeLessThan(35);
    const sent = JSON.parse(gunzipSync(body).toString()) as { do: unknown[] };
    expect(sent.do).toHaveLength(100);
  });

  it("end with what they were aborted with", async () => {
    const server = new Scripted([]);
    const made = hub(server);
    const end = new AbortController();
    end.abort(new Error("enough"));
    await expect(made.sync(request(), end.signal)).rejects.toThrow("enough");
  });
});

describe("no contact", () => {
  it.each([
    ["refused", new TypeError("fetch failed")],
    ["a portal", new Response("<html>", { headers: { "Content-Type": "text/html" } })],
    ["a foreign 404", new Response("<html>", { status: 404 })],
    ["foreign JSON", Response.json({ hello: "portal" })],
    ["cut short", new Response('{"at":', { headers: { "Content-Type": "application/json" } })],
    ["nobody's problem", Response.json({ message: "no" }, { status: 403 })],
  ])("is what is no answer of the hub: %s", async (_, reply) => {
    const made = hub(new Scripted([reply]));
    await expect(made.sync(request(), signal)).rejects.toMatchObject({ code: "contact/none" });
  });

  it("is told from problems", async () => {
    const server = new Scripted([
      problem(429, "request/rate", {}, { "Retry-After": "7" }),
      problem(422, "request/invalid", { errors: { name: "必填" }, mutations: 5_000 }),
      new Response("bad gateway", { status: 502 }),
    ]);
    const made = hub(server);
    await expect(made.sync(request(), signal)).rejects.toMatchObject({
      code: "request/rate",
      retryAfter: 7,
      isPassing: true,
    });
    await expect(made.sync(request(), signal)).rejects.toMatchObject({
      code: "request/invalid",
      fields: { name: "必填" },
      params: { mutations: 5_000 },
      isPassing: false,
    });
    await expect(made.sync(request(), signal)).rejects.toMatchObject({ code: "http/502" });
    expect(made.metrics.failures.get("request/rate")).toBe(1);
  });

  it("may be over after so many seconds, or at a date", () => {
    expect(secondsUntil("12", 0)).toBe(12);
    expect(secondsUntil("Thu, 01 Jan 1970 00:01:00 GMT", 10_000)).toBe(50);
    expect(secondsUntil("Thu, 01 Jan 1970 00:01:00 GMT", 10_000_000)).toBe(0);
    expect(secondsUntil("soon", 0)).toBeNull();
    expect(secondsUntil(null, 0)).toBeNull();
  });
});

describe("tokens", () => {
  it("are renewed when they are refused, once", async () => {
    const server = new Scripted([problem(401, "auth/expired"), none()]);
    const made = hub(server);
    await made.sync(request(), signal);
    expect(server.requests.map(({ headers }) => headers.get("Authorization"))).toEqual([
      "Bearer t1",
      "Bearer t2",
    ]);
    server.replies.push(problem(401, "auth/invalid"), problem(401, "auth/invalid"));
    await expect(made.sync(request(), signal)).rejects.toMatchObject({ code: "auth/invalid" });
  });

  it("are renewed when four fifths of their life are over", async () => {
    const server = new Scripted([none(), none(), none()]);
    const clock = vi.spyOn(performance, "now").mockReturnValue(0);
    const made = hub(server);
    await made.sync(request(), signal);
    clock.mockReturnValue(719_000);
    await made.sync(request(), signal);
    expect(server.tokens).toBe(1);
    clock.mockReturnValue(721_000);
    await made.sync(request(), signal);
    expect(server.tokens).toBe(2);
  });

  it("are asked for once by all who need one", async () => {
    const server = new Scripted([]);
    const { tokens } = hub(server);
    const [a, b] = await Promise.all([tokens.get(), tokens.get()]);
    expect(a).toBe(b);
    expect(server.tokens).toBe(1);
  });

  it("come by the person's cookie on a tablet, where it is of this device", async () => {
    const server = new Scripted([none()]);
    server.session = token("person", { replica: "abc" });
    await hub(server, TABLET).sync(request(), signal);
    expect(server.requests[0]?.headers.get("Authorization")).toBe("Bearer person");
    const elsewhere = new Scripted([none()]);
    elsewhere.session = token("person", { replica: "other" });
    const { tokens } = hub(elsewhere, TABLET);
    expect(await tokens.get()).toMatchObject({ access_token: "t1", signed_out: "auth/required" });
  });

  it("wait for contact: a tablet does not sign in alone because a cookie went unheard", async () => {
    const server = new Scripted([]);
    server.session = new TypeError("fetch failed");
    await expect(hub(server, TABLET).tokens.get()).rejects.toMatchObject({ code: "contact/none" });
    expect(server.tokens).toBe(0);
  });
});
