// @vitest-environment node
/** Requests for what does not sync: equal ones once, again where that is safe, refusals thrown. */

import { describe, expect, it } from "vitest";

import { Tokens } from "@/replica/transport/access";
import { Http } from "@/replica/transport/http";
import { Metrics } from "@/replica/transport/metrics";

import type { Connection } from "./connection";
import { Sending } from "./sending";

const URL_ = "http://hub.test/api/v1/devices";

/** A server that answers what it is told to, and notes what it is asked. */
function scripted(...replies: (Response | Error)[]) {
  const requests: Request[] = [];
  let tokens = 0;
  const answer: typeof fetch = (input, init) => {
    const request = new Request(input, init);
    if (request.url.includes("/auth/")) {
      tokens += 1;
      return Promise.resolve(
        Response.json({ access_token: `t${tokens}`, expires_in: 900, user: { id: "p" } }),
      );
    }
    requests.push(request);
    const reply = replies.shift() ?? Response.json({ n: requests.length });
    return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply);
  };
  const http = new Http({
    origin: "http://hub.test",
    app: "1",
    now: () => 0,
    newId: () => `id${requests.length}`,
    language: () => "en",
    fetch: answer,
    metrics: new Metrics(),
  });
  const credential = { replica: "abc", secret: "s", person: "p" };
  const connection: Connection = {
    http,
    tokens: new Tokens(http, () => Promise.resolve(credential)),
  };
  const waits: number[] = [];
  const pause = (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  };
  const sending = new Sending(
    () => connection,
    pause,
    () => 1,
  );
  return { sending, requests, waits, metrics: http.metrics };
}

function busy(seconds: number): Response {
  return Response.json(
    { code: "server/busy", title: "x" },
    { status: 503, headers: { "Retry-After": String(seconds) } },
  );
}

describe("GET", () => {
  it("carries the token, an id and the language", async () => {
    const { sending, requests } = scripted();
    await sending.send(new Request(URL_));
    const headers = requests[0]?.headers;
    expect(headers?.get("Authorization")).toBe("Bearer t1");
    expect(headers?.get("X-Request-Id")).toBe("id0");
    expect(headers?.get("Accept-Language")).toBe("en");
  });

  it("is made once by all who ask the same at a time", async () => {
    const { sending, requests } = scripted();
    const [a, b] = await Promise.all([
      sending.send(new Request(URL_)),
      sending.send(new Request(URL_)),
    ]);
    expect(await a.json()).toEqual({ n: 1 });
    expect(await b.json()).toEqual({ n: 1 });
    expect(requests).toHaveLength(1);
    await sending.send(new Request(URL_));
    expect(requests).toHaveLength(2);
  });

  it("goes on for the others where one is no longer interested", async () => {
    const { sending } = scripted();
    const end = new AbortController();
    const given = sending.send(new Request(URL_, { signal: end.signal }));
    const other = sending.send(new Request(URL_));
    end.abort(new Error("enough"));
    await expect(given).rejects.toThrow("enough");
    expect(await (await other).json()).toEqual({ n: 1 });
  });

  it("is tried again after what passes, with a growing pause", async () => {
    const { sending, requests, waits, metrics } = scripted(new TypeError("no"), busy(3));
    const response = await sending.send(new Request(URL_));
    expect(response.ok).toBe(true);
    expect(requests).toHaveLength(3);
    expect(waits).toEqual([1_000, 4_000]);
    expect(metrics.retries).toBe(2);
  });

  it("is given up after three tries, or where the server wants to be left alone", async () => {
    const lost = scripted(new TypeError("1"), new TypeError("2"), new TypeError("3"));
    await expect(lost.sending.send(new Request(URL_))).rejects.toMatchObject({
      code: "contact/none",
    });
    expect(lost.requests).toHaveLength(3);
    const { sending, requests } = scripted(busy(60));
    await expect(sending.send(new Request(URL_))).rejects.toMatchObject({ code: "server/busy" });
    expect(requests).toHaveLength(1);
  });

  it("asks with a fresh token where the held one is over", async () => {
    const over = Response.json({ code: "auth/expired", title: "x" }, { status: 401 });
    const { sending, requests } = scripted(over);
    await sending.send(new Request(URL_));
    expect(requests.map(({ headers }) => headers.get("Authorization"))).toEqual([
      "Bearer t1",
      "Bearer t2",
    ]);
  });
});

describe("POST", () => {
  const post = (headers: Record<string, string> = {}) =>
    new Request(URL_, { method: "POST", body: "{}", headers });

  it("is never repeated of its own accord", async () => {
    const { sending, requests } = scripted(new TypeError("no"));
    await expect(sending.send(post())).rejects.toMatchObject({ code: "contact/none" });
    expect(requests).toHaveLength(1);
  });

  it("is, under a key by which the server knows it again", async () => {
    const { sending, requests } = scripted(new TypeError("no"));
    await sending.send(post({ "Idempotency-Key": "k" }));
    expect(requests).toHaveLength(2);
    expect(await requests[1]?.text()).toBe("{}");
  });

  it("throws what was refused, with the fields", async () => {
    const problem = { code: "request/invalid", title: "x", errors: { name: "required" } };
    const { sending } = scripted(Response.json(problem, { status: 422 }));
    await expect(sending.send(post())).rejects.toMatchObject({
      code: "request/invalid",
      fields: { name: "required" },
    });
  });
});
