// @vitest-environment node
import { describe, expect, it } from "vitest";

import type { Contact, Stats } from "@/replica/api";

import { pillStates } from "./pill-states";

const CONTACT: Contact = { link: "live", last: 1, tell: false, retryAt: 0, problem: null };
const LOST: Contact = { ...CONTACT, link: "offline", tell: true };
const STATS: Stats = {
  waiting: 0,
  sent: 0,
  needsYou: 0,
  conflicts: 0,
  photos: 0,
  records: 10,
  contact: CONTACT,
  complete: true,
  upgrade: false,
  signedOut: null,
  storage: { persistent: true, usage: 0, quota: 0 },
};

function said(changes: Partial<Stats>): readonly string[] {
  return pillStates({ ...STATS, ...changes }).map((word) =>
    word.count > 0 ? `${word.key} ${word.count}` : word.key,
  );
}

describe("the pill", () => {
  it("says that all is received", () => {
    expect(said({})).toEqual(["received"]);
  });

  it("counts what waits, and what is under way", () => {
    expect(said({ waiting: 3 })).toEqual(["waiting 3"]);
    expect(said({ sent: 2 })).toEqual(["sent 2"]);
  });

  it("tells of a lost contact only when the engine tells", () => {
    expect(said({ contact: { ...LOST, tell: false }, waiting: 1 })).toEqual(["waiting 1"]);
    expect(said({ contact: LOST })).toEqual(["no-contact"]);
    expect(said({ contact: LOST, waiting: 3 })).toEqual(["no-contact", "waiting 3"]);
  });

  it("never hides what needs somebody, and never says three things", () => {
    for (const contact of [CONTACT, LOST]) {
      for (const waiting of [0, 4]) {
        for (const sent of [0, 1]) {
          const words = said({ contact, waiting, sent, needsYou: 1 });
          expect(words).toContain("needs-you 1");
          expect(words).toHaveLength(2);
        }
      }
    }
    expect(said({ needsYou: 1, waiting: 3, contact: LOST })).toEqual(["needs-you 1", "waiting 3"]);
  });

  it("never says that all is received while a write is refused", () => {
    expect(said({ needsYou: 1 })).toEqual(["needs-you 1", "none-waiting"]);
    for (const contact of [CONTACT, LOST]) {
      for (const complete of [true, false]) {
        for (const [waiting, sent] of [
          [0, 0],
          [4, 0],
          [0, 1],
        ] as const) {
          expect(said({ contact, complete, waiting, sent, needsYou: 1 })).not.toContain("received");
        }
      }
    }
  });

  it("counts refused writes and records in two versions together", () => {
    expect(said({ needsYou: 1, conflicts: 2 })).toEqual(["needs-you 3", "none-waiting"]);
    // What was done here is all received where only a choice is left.
    expect(said({ conflicts: 2 })).toEqual(["received", "needs-you 2"]);
  });

  it("asks to sign in again, or to update", () => {
    expect(said({ signedOut: "auth/expired" })).toEqual(["received", "sign-in 1"]);
    expect(said({ upgrade: true, waiting: 2 })).toEqual(["upgrade 1", "waiting 2"]);
  });

  it("does not claim that all is here while the first data comes", () => {
    expect(said({ complete: false })).toEqual(["reading"]);
  });
});
