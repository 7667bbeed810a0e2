// @vitest-environment node
/** Devices and the real server: what one writes the other sees, whatever happens in between. */

import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import { type DeviceOptions, TestDevice } from "../../../test/device";
import { FaultyNetwork } from "../../../test/faults";
import { type Role, TestHub } from "../../../test/server";
import { add } from "../core/changes";
import { packedFraming } from "../transport/framing";

const YEAR_MS = 365 * 24 * 3600 * 1000;

let hub: TestHub;
const opened: TestDevice[] = [];

beforeAll(async () => {
  hub = await TestHub.open();
}, 60_000);

afterEach(async () => {
  for (const device of opened.splice(0)) await device.stop();
});

afterAll(async () => {
  await hub.close();
});

async function device(options: DeviceOptions = {}, role: Role = "dispatcher"): Promise<TestDevice> {
  const made = await TestDevice.open(hub.url, options);
  opened.push(made);
  await made.enrolment.enrol(await hub.code(role), "桌機");
  return made;
}

it("pulls everything, and hands in what was written before, in either framing", async () => {
  const a = await device();
  const id = await a.create("customer", { name: "王太太" });
  await a.sync();
  expect(await a.states()).toEqual(["merged"]);
  const b = await device({ framing: packedFraming });
  await b.sync();
  expect((await b.get("customer", id))?.["name"]).toBe("王太太");
  await b.edit("customer", id, { note: "後門" });
  await b.sync();
  await a.sync();
  expect(await a.get("customer", id)).toEqual(await b.get("customer", id));
});

it("gets the receipt that was wanted while a round was under way", async () => {
  let during: (() => void) | null = null;
  const a = await device({
    fetch: async (input, init) => {
      const answer = await fetch(input, init);
      if (answer.url.endsWith("/sync")) during?.();
      return answer;
    },
  });
  await a.create("customer", { name: "要還平板" });
  during = () => {
    a.engine.rounds.receiptWanted = true;
    during = null;
  };
  await a.sync();
  expect(a.engine.rounds.receiptWanted).toBe(true);
  await a.sync();
  expect((await a.session()).receipt).toMatchObject({ n: 1 });
  expect(a.engine.rounds.receiptWanted).toBe(false);
});

it("counts an act once, though the answer was lost and all was sent again", async () => {
  const network = new FaultyNetwork();
  const a = await device({ fetch: network.fetch });
  const id = await a.create("customer", { name: "陳記", cylinders: 10 });
  await a.sync();
  await a.edit("customer", id, { cylinders: add(-3) });
  network.next = ["unheard"];
  await expect(a.sync()).rejects.toThrow("contact/none");
  expect(await a.states()).toEqual(["merged", "sent"]);
  network.next = ["lost"];
  await expect(a.sync()).rejects.toThrow("contact/none");
  await a.sync();
  expect(await a.states()).toEqual(["merged", "merged"]);
  expect((await a.get("customer", id))?.["cylinders"]).toBe(7);
});

it("keeps what was refused with its reason, and goes on with the rest", async () => {
  const a = await device({}, "driver");
  await a.sync();
  await a.create("item", { name: "不該有的", kind: "drink" });
  const text = { author: await a.person(), text: "喂", to_office: true };
  await a.create("message", text);
  await a.sync();
  const [refused, merged] = await a.outbox();
  expect(refused?.state).toBe("refused");
  expect(refused?.detail?.[0]).toBe("write/forbidden");
  expect(refused?.ops).toContain("不該有的");
  expect(merged?.state).toBe("merged");
});

it("shows a conflict with both values", async () => {
  const a = await device();
  const b = await device();
  const author = await a.person();
  const id = await a.create("message", { author, text: "甲", to_office: true });
  await a.sync();
  await b.sync();
  await a.edit("message", id, { text: "乙" });
  await b.edit("message", id, { text: "丙" });
  await a.sync();
  await b.sync();
  await a.sync();
  expect((await b.outbox()).at(-1)?.state).toBe("conflict");
  const siblings = (await a.get("message", id))?._.c?.["text"]?.map(([value]) => value);
  expect(new Set(siblings)).toEqual(new Set(["乙", "丙"]));
});

it("hands in under the hub's time, though its clock is wrong by a year", async () => {
  const a = await device({ clockBy: YEAR_MS });
  const b = await device({ clockBy: -YEAR_MS });
  const id = await a.create("customer", { name: "明年" });
  await a.sync();
  await b.sync();
  expect((await b.get("customer", id))?.["name"]).toBe("明年");
  const [first] = await a.outbox();
  expect((first?.fixed ?? 0) / 1024).toBeLessThan(Date.now() + 10 * 60_000);
  const { clock } = await b.session();
  expect(Math.abs(b.now() + clock.offset - Date.now())).toBeLessThan(2_000);
  await b.edit("customer", id, { name: "今年" });
  await b.sync();
  await a.sync();
  expect((await a.get("customer", id))?.["name"]).toBe("今年");
});

it("takes a new id where its store was cloned, and both histories stay", async () => {
  const a = await device();
  const id = await a.create("customer", { name: "分身", cylinders: 1 });
  await a.sync();
  const twin = await TestDevice.open(hub.url, { disk: await a.cloneDisk() });
  opened.push(twin);
  await a.edit("customer", id, { cylinders: add(10) });
  await twin.edit("customer", id, { cylinders: add(100) });
  await a.sync();
  await twin.sync();
  await a.sync();
  expect((await twin.session()).replica).not.toBe((await a.session()).replica);
  expect((await a.get("customer", id))?.["cylinders"]).toBe(111);
  expect(await twin.get("customer", id)).toEqual(await a.get("customer", id));
});

it("asks for a receipt and gets it when all is in", async () => {
  const a = await device();
  await a.create("customer", { name: "收據" });
  a.engine.rounds.receiptWanted = true;
  await a.sync();
  expect((await a.session()).receipt?.n).toBe(1);
});

it("sets one mutation aside that the server cannot take at all", async () => {
  const refusing: typeof fetch = (input, init) => {
    const body = init?.body instanceof Uint8Array ? new TextDecoder().decode(init.body) : "";
    if (!body.includes("poison")) return fetch(input, init);
    const problem = JSON.stringify({ code: "request/invalid", title: "x" });
    const headers = { "Content-Type": "application/problem+json" };
    return Promise.resolve(new Response(problem, { status: 422, headers }));
  };
  const a = await device({ fetch: refusing });
  for (const name of ["a", "b", "poison", "d"]) await a.create("customer", { name });
  await a.sync();
  expect(await a.states()).toEqual(["merged", "merged", "refused", "merged"]);
});

it("finds and mends a base that differs from the hub's", async () => {
  const a = await device();
  const id = await a.create("customer", { name: "失蹤" });
  await a.sync();
  const { signal } = new AbortController();
  expect(await a.engine.rounds.check(signal)).toBe(false);
  await a.store.database.records("customer")?.delete(id);
  expect(await a.engine.rounds.check(signal)).toBe(true);
  await a.sync();
  expect((await a.get("customer", id))?.["name"]).toBe("失蹤");
  expect(a.metrics.mended).toBe(1);
});
