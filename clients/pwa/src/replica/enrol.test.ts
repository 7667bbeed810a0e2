// @vitest-environment node
/** Signing in and out, and what a device may do meanwhile, at the real server. */

import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import { type DeviceOptions, TestDevice } from "../../test/device";
import { withCookies } from "../../test/faults";
import { ADMIN, PASSWORD, TestHub } from "../../test/server";

let hub: TestHub;
let station: string;
const opened: TestDevice[] = [];

beforeAll(async () => {
  hub = await TestHub.open();
  station = String((await hub.post("/stations", { name: "B" }, await hub.token(ADMIN)))["id"]);
}, 60_000);

afterEach(async () => {
  for (const device of opened.splice(0)) await device.stop();
});

afterAll(async () => {
  await hub.close();
});

async function browser(options: DeviceOptions = {}): Promise<TestDevice> {
  const made = await TestDevice.open(hub.url, { fetch: withCookies(), ...options });
  opened.push(made);
  return made;
}

/** A tablet of the station, enrolled by a code, with nobody signed in. */
async function tablet(): Promise<TestDevice> {
  const made = await browser();
  await made.enrolment.enrol(await hub.stationCode(station, "barista"), "平板");
  return made;
}

it("signs in and enrols the browser for the person", async () => {
  const office = await browser();
  expect(await office.enrolment.signedIn()).toBeNull();
  const account = await office.enrolment.signIn({ userName: "dispatcher", password: PASSWORD });
  expect(account).toMatchObject({ id: hub.people.dispatcher, role: "dispatcher" });
  const identity = await office.enrolment.enrolSelf("Chrome");
  expect(identity).toMatchObject({ person: account.id, role: "dispatcher", name: "Chrome" });
  expect(identity.organisation.time_zone).toBe("Asia/Taipei");
  const id = await office.create("customer", { name: "王太太" });
  await office.sync();
  expect((await office.get("customer", id))?.["name"]).toBe("王太太");
  expect(office.signedOut).toBeNull();
});

it("goes on with the session of the cookie after a reload", async () => {
  const fetch = withCookies();
  const before = await browser({ fetch });
  await before.enrolment.signIn({ userName: "organiser", password: PASSWORD });
  const after = await browser({ fetch });
  expect((await after.enrolment.signedIn())?.id).toBe(hub.people.organiser);
});

it("says what was wrong, as a problem", async () => {
  const office = await browser();
  const wrong = office.enrolment.signIn({ userName: "dispatcher", password: "no" });
  await expect(wrong).rejects.toMatchObject({ code: "auth/credentials" });
  await expect(office.enrolment.enrol("AAAA-BBBB-CCCC", "x")).rejects.toMatchObject({
    code: "enrol/code",
  });
  await expect(office.enrolment.enrol("short", "x")).rejects.toMatchObject({
    code: "request/invalid",
  });
  const nowhere = await TestDevice.open("http://127.0.0.1:9", {});
  await expect(nowhere.enrolment.enrol("AAAA-BBBB-CCCC", "x")).rejects.toMatchObject({
    code: "contact/none",
  });
});

it("reads on a station's tablet by the person's cookie, and hands in under its own name", async () => {
  const made = await tablet();
  await made.sync();
  expect(made.signedOut).toBe("auth/required");
  expect(await made.get("station", station)).toBeNull();
  await made.enrolment.signIn({ userName: "barista", password: PASSWORD });
  await made.sync();
  expect(made.signedOut).toBeNull();
  expect((await made.get("station", station))?.["name"]).toBe("B");
  await made.edit("station", station, { paused: true }, hub.people.barista);
  await made.sync();
  expect(await made.states()).toEqual(["merged"]);
  expect((await made.tokens.get()).replica).toBe((await made.session()).replica);
});

it("hands in when nobody is signed in any more, and reads again after", async () => {
  const made = await tablet();
  await made.enrolment.signIn({ userName: "barista", password: PASSWORD });
  await made.sync();
  const account = await made.enrolment.signedIn();
  await made.enrolment.signOut();
  await made.edit("station", station, { paused: false }, account?.id);
  await made.sync();
  expect(made.signedOut).not.toBeNull();
  expect(await made.states()).toEqual(["merged"]);
  await made.enrolment.signIn({ userName: "barista", password: PASSWORD });
  await made.sync();
  expect(made.signedOut).toBeNull();
  expect((await made.get("station", station))?.["paused"]).toBe(false);
});

it("ends a person's reading on their own device, until they are back", async () => {
  const office = await browser();
  await office.enrolment.signIn({ userName: "driver", password: PASSWORD });
  await office.enrolment.enrolSelf("Chrome");
  await office.sync();
  await office.enrolment.signOut();
  await office.sync();
  expect(office.signedOut).toBe("auth/expired");
  await office.enrolment.signIn({ userName: "driver", password: PASSWORD });
  await office.sync();
  expect(office.signedOut).toBeNull();
});
