// @vitest-environment node
/** The loop's waiting, without a network: back-off, telling the person, trying early. */

import { afterEach, expect, it } from "vitest";

import { TestDevice, until } from "../../../test/device";
import { Flag, first, sleep, type Sleep } from "./flag";

const opened: TestDevice[] = [];

afterEach(async () => {
  for (const device of opened.splice(0)) await device.stop();
});

/** An enrolled device whose requests are answered by `reply`; each wait of its is noted. */
async function device(reply: typeof fetch, slept: number[], stopAt: number): Promise<TestDevice> {
  const noted: Sleep = async (ms, signal) => {
    slept.push(ms / 1000);
    // From there on it waits until somebody wants it to go on.
    if (slept.length >= stopAt) await sleep(1_000_000, signal);
  };
  const made = await TestDevice.open("http://hub.test", {
    fetch: reply,
    engine: { sleep: noted, draw: () => 1, liveUrl: null },
  });
  opened.push(made);
  await made.store.enrol("abc", {
    secret: "s",
    organisation: { id: "o", name: "o", time_zone: "Asia/Taipei", currency: "TWD", languages: [] },
    person: "p",
    station: null,
    role: "dispatcher",
    name: "桌機",
  });
  return made;
}

it("backs off, tells the person after five, goes on for ever, and tries when it is asked", async () => {
  const slept: number[] = [];
  const a = await device(() => Promise.reject(new TypeError("no")), slept, 9);
  a.start();
  await until(() => slept.length === 9);
  expect(slept).toEqual([1, 2, 4, 8, 16, 30, 30, 30, 30]);
  expect(a.contacts.map(({ tell }) => tell).filter(Boolean)).toHaveLength(5);
  expect(a.contact).toMatchObject({ link: "offline", tell: true, problem: null });
  expect(a.metrics.retries).toBe(9);
  a.engine.nudge();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(slept).toHaveLength(9);
  a.engine.retryNow();
  await until(() => slept.length === 10);
});

it("comes again no sooner than the server says", async () => {
  const slept: number[] = [];
  const busy = () =>
    Response.json(
      { code: "server/busy", title: "x" },
      { status: 503, headers: { "Retry-After": "60" } },
    );
  const a = await device(() => Promise.resolve(busy()), slept, 1);
  a.start();
  await until(() => slept.length === 1);
  expect(slept[0]).toBeGreaterThanOrEqual(60);
  expect(a.contact).toMatchObject({ link: "online", problem: "server/busy" });
});

it("does not take a proxy's failure for the hub's word", async () => {
  const slept: number[] = [];
  const gateway = () => new Response("no upstream", { status: 502 });
  const a = await device(() => Promise.resolve(gateway()), slept, 1);
  a.start();
  await until(() => slept.length === 1);
  expect(a.contact).toMatchObject({ link: "offline", last: 0, problem: null });
});

it("keeps what is written while the hub speaks another version, and sends it once it does not", async () => {
  const slept: number[] = [];
  let isOther = true;
  const other = () => Response.json({ code: "sync/protocol", title: "x" }, { status: 426 });
  const a = await device(
    (input, init) =>
      isOther && new Request(input).url.includes("/sync")
        ? Promise.resolve(other())
        : answering(input, init),
    slept,
    3,
  );
  await a.create("customer", { name: "王太太" });
  a.start();
  await until(() => slept.length === 3);
  expect(a.contact).toMatchObject({ link: "online", problem: "sync/protocol" });
  expect((await a.store.session()).upgrade).toBe(true);
  expect(await a.outbox()).toHaveLength(1);

  isOther = false;
  await a.engine.rounds.askAgain();
  expect((await a.store.session()).upgrade).toBe(false);
});

it("waits for a disk that cannot be written", async () => {
  const slept: number[] = [];
  const a = await device(answering, slept, 1);
  const { database } = a.store;
  const write = database.write.bind(database);
  database.write = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  a.start();
  await until(() => slept.length === 1);
  expect(a.contact?.problem).toBe("device/storage");
  database.write = write;
  a.engine.retryNow();
  await until(() => a.contact?.problem === null);
});

it("waits for the first of several and ends the others", async () => {
  const flag = new Flag();
  const never = new AbortController();
  const ended: string[] = [];
  const slow = async (signal: AbortSignal) => {
    await sleep(1_000_000, signal);
    ended.push("slow");
  };
  setTimeout(() => {
    flag.raise();
  }, 5);
  await first(never.signal, (rest) => [slow(rest), flag.wait(rest)]);
  expect(ended).toEqual(["slow"]);
  never.abort(new Error("over"));
  await expect(first(never.signal, (rest) => [slow(rest)])).rejects.toThrow("over");
});

/** A hub that has nothing to say. */
const answering: typeof fetch = (input) => {
  const body = new Request(input).url.includes("/auth/")
    ? { access_token: "t", expires_in: 900, user: { id: "p" } }
    : { at: Date.now() * 1024, c: "1.0.0" };
  return Promise.resolve(Response.json(body));
};
