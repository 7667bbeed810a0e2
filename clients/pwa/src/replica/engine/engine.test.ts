// @vitest-environment node
/** The loop: rounds, the live socket, long-polling where that is blocked, a server that dies. */

import { WebSocket as NodeSocket } from "ws";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";

import { type DeviceOptions, TestDevice, until } from "../../../test/device";
import { FaultyNetwork } from "../../../test/faults";
import { ADMIN, PASSWORD, TestHub } from "../../../test/server";
import { add } from "../core/changes";

/** For those that start the server again. */
const SLOW_MS = 90_000;

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

async function device(options: DeviceOptions = {}): Promise<TestDevice> {
  const made = await TestDevice.open(hub.url, options);
  opened.push(made);
  await made.enrolment.enrol(await hub.code("dispatcher"), "桌機");
  return made;
}

/** Whether the server has told of it. */
async function isHere(holder: TestDevice, id: string): Promise<boolean> {
  return (await holder.store.base.get("customer", id)) !== null;
}

it("stays live: writes go out over the socket and come back to all", async () => {
  const a = await device();
  const b = await device();
  a.start();
  b.start();
  await until(() => a.contact?.link === "live" && b.contact?.link === "live");
  const asked = a.metrics.requests;
  const id = await a.create("customer", { name: "陳記小吃" });
  await until(() => isHere(b, id));
  await until(async () => (await a.outbox()).every((entry) => entry.settled));
  expect(a.metrics.requests).toBe(asked);
  expect((await a.session()).cursor).toBe((await b.session()).cursor);
});

it("sends what was written during a push in order, each once", async () => {
  const a = await device();
  a.start();
  await until(() => a.contact?.link === "live");
  const id = await a.create("customer", { name: "連寫" });
  for (let price = 1; price < 30; price += 1) {
    await a.edit("customer", id, { note: String(price) });
  }
  await until(async () => (await a.states()).every((state) => state === "merged"));
  const b = await device();
  await b.sync();
  expect((await b.get("customer", id))?.["note"]).toBe("29");
});

it("does not look through its store for every word that it is told", async () => {
  const frames: string[] = [];
  const makeSocket = (address: string) => {
    const socket = new NodeSocket(address);
    socket.on("message", (data: Buffer) => {
      frames.push(String((JSON.parse(data.toString()) as { t: unknown }).t));
    });
    return socket as unknown as WebSocket;
  };
  const a = await device({ engine: { makeSocket } });
  const b = await device();
  a.start();
  b.start();
  await until(() => a.contact?.link === "live" && b.contact?.link === "live");
  const customer = await b.create("customer", { name: "常客" });
  const order = await b.create("delivery_order", { customer });
  await until(() => frames.includes("event"));
  const looked = vi.spyOn(a.store, "queue");
  frames.length = 0;
  const ROUNDS = 8;
  for (let nth = 1; nth <= ROUNDS; nth += 1) {
    await b.edit("delivery_order", order, { note: String(nth) });
    await until(() => frames.filter((frame) => frame === "event").length >= nth);
  }
  await until(() => frames.filter((frame) => frame === "changes").length >= ROUNDS);
  // Once for what there is to send, and once for the numbers that are left.
  const moving = frames.filter((frame) => frame !== "event").length;
  expect(looked.mock.calls.length).toBeLessThanOrEqual(2 * moving);
});

it("starts anew for whoever signs in next on a shared tablet, and keeps the queue", async () => {
  const token = await hub.token(ADMIN);
  const station = String((await hub.post("/stations", { name: "共用" }, token))["id"]);
  const customer = String((await hub.post("/customers", { name: "陳記" }, token))["id"]);
  const tablet = await TestDevice.open(hub.url, {});
  opened.push(tablet);
  await tablet.enrolment.enrol(await hub.stationCode(station, "barista"), "平板");
  const comeIn = (userName: string) => tablet.enrolment.signIn({ userName, password: PASSWORD });
  await comeIn("dispatcher");
  tablet.start();
  await until(() => tablet.contact?.link === "live");
  await until(() => isHere(tablet, customer));
  await comeIn("barista");
  await until(async () => !(await isHere(tablet, customer)));
  const { barista } = hub.people;
  await tablet.edit("station", station, { paused: true }, barista);
  await comeIn("dispatcher");
  await until(() => isHere(tablet, customer));
  await until(async () => (await tablet.states()).every((state) => state === "merged"));
  expect((await tablet.store.base.get("station", station))?.["paused"]).toBe(true);
});

it("polls where sockets are blocked, and hands in meanwhile", async () => {
  const blocked = () => {
    throw new DOMException("not here", "SecurityError");
  };
  const network = new FaultyNetwork();
  const a = await device({ fetch: network.fetch, engine: { makeSocket: blocked } });
  const b = await device();
  a.start();
  await until(() => a.contact?.link === "online");
  const id = await b.create("customer", { name: "長輪詢" });
  await b.sync();
  await until(() => isHere(a, id));
  expect(network.seen.some((each) => each.endsWith("/sync/changes"))).toBe(true);
  await a.edit("customer", id, { note: "回" });
  await until(async () => (await a.states()).at(-1) === "merged");
});

it(
  "goes on recording while the server is dead, and comes back by itself",
  async () => {
    const a = await device();
    const b = await device();
    a.start();
    b.start();
    await until(() => a.contact?.link === "live" && b.contact?.link === "live");
    await hub.server.kill();
    await until(() => a.contact?.link === "offline");
    expect(a.contact?.retryAt).toBeGreaterThan(a.now());
    const id = await a.create("customer", { name: "斷線時寫的" });
    expect(await a.states()).toEqual(["pending"]);
    await hub.server.start();
    a.engine.retryNow();
    b.engine.retryNow();
    await until(() => isHere(b, id), 20_000);
    await until(() => a.contact?.link === "live", 20_000);
    expect(a.contact?.tell).toBe(false);
  },
  SLOW_MS,
);

it("notices soon that the hub is gone where the radio says so, and not where it is there", async () => {
  const sockets: NodeSocket[] = [];
  const makeSocket = (url: string) => {
    const socket = new NodeSocket(url);
    sockets.push(socket);
    return socket as unknown as WebSocket;
  };
  const a = await device({ engine: { makeSocket } });
  a.start();
  await until(() => a.contact?.link === "live");
  a.engine.lookAgain();
  await until(() => a.metrics.framesDown >= 2);
  expect(sockets).toHaveLength(1);
  const [socket] = sockets;
  socket?.pause();
  a.engine.lookAgain();
  await until(() => a.contacts.some(({ link }) => link === "offline"));
  await until(() => sockets.length === 2);
});

it("is not held up by a token that is no longer good", async () => {
  const a = await device();
  a.start();
  await until(() => a.contact?.link === "live");
  const id = await a.create("customer", { name: "新鑰匙" });
  await until(async () => (await a.states()).at(-1) === "merged");
  a.tokens.keep({ ...(await a.tokens.get()), access_token: "over" }, (await a.session()).replica);
  await a.stop();
  await a.edit("customer", id, { note: "還在" });
  a.start();
  await until(async () => (await a.states()).at(-1) === "merged");
  expect(a.metrics.failures.get("auth/invalid")).toBe(1);
  expect(a.signedOut).toBeNull();
});

it(
  "gives a restored server back what it has forgotten",
  async () => {
    const a = await device();
    const b = await device();
    const id = await a.create("customer", { name: "備份前" });
    await a.sync();
    await b.sync();
    await hub.server.stop();
    hub.backup();
    await hub.server.start();
    await a.edit("customer", id, { note: "備份後", cylinders: add(4) });
    const late = await a.create("customer", { name: "備份後的" });
    await a.sync();
    await b.sync();
    await hub.restore();
    a.start();
    b.start();
    await until(async () => (await a.states()).every((state) => state === "merged"), 20_000);
    await until(() => isHere(b, late), 20_000);
    const c = await device();
    await c.sync();
    expect((await c.get("customer", id))?.["note"]).toBe("備份後");
    expect((await c.get("customer", late))?.["name"]).toBe("備份後的");
    expect((await a.session()).epoch).toBeGreaterThan(1);
  },
  SLOW_MS,
);

it("hands its queue in to escrow when it was revoked, then empties its store", async () => {
  const a = await device();
  await a.sync();
  await a.create("customer", { name: "離職" });
  const { replica } = await a.session();
  await hub.post(`/devices/${replica}/revoke`, {}, await hub.token("boss"));
  a.start();
  await until(async () => (await a.store.identity()) === null);
  await until(() => a.contact?.problem === "device/wiped");
});

it("may be ended at any point, and counts nothing twice", async () => {
  const a = await device();
  const id = await a.create("customer", { name: "停停走走" });
  for (let turn = 0; turn < 25; turn += 1) {
    await a.edit("customer", id, { note: String(turn) });
    a.start();
    await new Promise((resolve) => setTimeout(resolve, turn));
    await a.stop();
  }
  await a.sync();
  expect(new Set(await a.states())).toEqual(new Set(["merged"]));
  expect((await a.get("customer", id))?.["note"]).toBe("24");
});
