// @vitest-environment node

/** The session where it turns: instructions, rekeys, enrolments; and what else an answer brings. */

import { describe, expect, test } from "vitest";

import { offer, rekeyed } from "./rekey";
import { adopt, hear, isLive, pulse, trouble } from "./replica";
import { answer, arrivals, asked, AT, nobody, NOW, session, uid, written } from "./testing";
import type { Dot, Match, Named } from "./types";

const UNSTAGE = { type: "Unstage" };

function history(n: number): string | null {
  if (n === 0) return "";
  return n <= 5 ? uid(n) : null;
}

function instructed(match: Match) {
  return answer({ instruction: { do: "rewind", match } });
}

describe("an instruction", () => {
  test("to rewind goes back to a known match and pulls anew", () => {
    const receipt = { n: 5, position: 1, at: 1, seal: "s" };
    const start = session({ after: [5, uid(5)], last: 7, safe: 4, receipt });
    const [after, effects] = hear(start, asked(start), instructed([2, uid(2)]), NOW, history);
    expect(effects).toEqual([{ type: "Reopen", first: 3 }, UNSTAGE]);
    expect(after).toMatchObject({ after: [2, uid(2)], safe: 2, receipt: null });
    expect(after).toMatchObject({ pull: "replace", turn: 1, rekey: false });
  });

  test("to rewind to the very beginning", () => {
    const start = session({ after: [5, uid(5)] });
    const [after, effects] = hear(start, asked(start), instructed([0, ""]), NOW, history);
    expect(effects).toEqual([{ type: "Reopen", first: 1 }, UNSTAGE]);
    expect(after.after).toEqual([0, ""]);
  });

  test.each([
    ["another history", [2, "uXXXXXXXXXXX"], false],
    ["what is not kept", [7, uid(7)], false],
    ["what stands under former ids", [2, uid(2)], true],
  ] as const)("to rewind to %s becomes a rekey", (_, match, former) => {
    const start = session({ after: [5, uid(5)], former });
    const [after, effects] = hear(start, asked(start), instructed(match), NOW, history);
    expect(after).toMatchObject({ rekey: true, after: start.after });
    expect(effects).toEqual([]);
  });

  test.each(["upgrade", "wipe", "rekey"] as const)("to %s is remembered", (duty) => {
    const start = session();
    const heard = answer({ instruction: { do: duty } });
    const [after, effects] = hear(start, asked(start), heard, NOW, nobody);
    expect([after[duty], effects, isLive(after)]).toEqual([true, [], false]);
  });

  test("leaves the page beside it alone", () => {
    const start = session();
    const heard = answer({ instruction: { do: "resync" }, in: arrivals(), c: "c9" });
    const [after, effects] = hear(start, asked(start), heard, NOW, nobody);
    expect(effects).toEqual([UNSTAGE]);
    expect(after).toMatchObject({ pull: "replace", cursor: "" });
  });

  test.each([
    ["sync/gap", "rekey"],
    ["sync/vouch", "rekey"],
    ["device/retired", "rekey"],
    ["sync/protocol", "upgrade"],
  ] as const)("is in the problem %s", (code, duty) => {
    expect(trouble(session(), code)?.[0][duty]).toBe(true);
  });

  test("is in a foreign cursor, but not in other problems", () => {
    const [after, effects] = trouble(session(), "sync/cursor") ?? [];
    expect([after?.pull, effects]).toEqual(["replace", [UNSTAGE]]);
    expect(trouble(session(), "auth/expired")).toBeNull();
  });
});

describe("a rekey", () => {
  test("offers from the lowest kept number and adds former ids", () => {
    const start = session({ floor: [2, "floor0000000"], last: 4 });
    const former = written(9, "merged", { replica: "old" });
    const own = [written(3, "merged"), written(4)];
    const { first, uids } = offer(start, [former, ...own]);
    expect([first, uids]).toEqual([2, `floor0000000${uid(3)}${uid(4)}${uid(9)}`]);
    expect(offer(session(), own).first).toBe(1);
  });

  test("gives known acts their dots and numbers the rest", () => {
    const start = session({ rekey: true, last: 5, after: [3, uid(3)], safe: 2 });
    const states = ["merged", "refused", "conflict", "sent", "pending"] as const;
    const rows = states.map((state, i) => written(i + 1, state));
    const known: Record<string, Dot> = {
      [uid(1)]: ["me", 1],
      [uid(3)]: ["me", 3],
      [uid(4)]: ["twin", 1],
    };
    const no: Record<string, Named> = { [uid(3)]: ["conflict", []] };
    const [after, effects] = rekeyed(start, rows, { replica: "new", parent: ["me", 3], known, no });
    const moves = {
      1: ["me", 1, "merged"],
      2: ["new", 1, "refused"],
      3: ["me", 3, "conflict"],
      4: ["twin", 1, "merged"],
      5: ["new", 2, "pending"],
    };
    expect(effects).toEqual([{ type: "Renumber", moves, details: { 3: [] } }]);
    expect(after).toMatchObject({ replica: "new", last: 2, after: [0, ""], safe: 0, epoch: 1 });
    expect(after).toMatchObject({ rekey: false, former: true, turn: 1, pull: "follow" });
    expect(after.forebears).toEqual(["me"]);
  });

  test("takes the hub's word for what was decided otherwise before", () => {
    const rows = [written(1, "refused"), written(2, "refused"), written(3, "merged")];
    const known = Object.fromEntries(rows.map((row) => [row.uid, ["me", row.n] as const]));
    const parts = [["item", "i", "price", "write/forbidden"]];
    const no: Record<string, Named> = { [uid(2)]: ["parted", parts], [uid(3)]: ["conflict", []] };
    const told = { replica: "new", parent: ["me", 3] as const, known, no };
    const [, effects] = rekeyed(session({ rekey: true }), rows, told);
    const moves = { 1: ["me", 1, "merged"], 2: ["me", 2, "parted"], 3: ["me", 3, "conflict"] };
    expect(effects).toEqual([{ type: "Renumber", moves, details: { 2: parts, 3: [] } }]);
  });

  test("after a restore pulls a new base", () => {
    const start = session({ rekey: true, last: 1, after: [1, uid(1)] });
    const told = { replica: "new", parent: ["me", 0] as const, known: {} };
    const [after, effects] = rekeyed(start, [written(1, "merged")], told);
    const moves = { 1: ["new", 1, "pending"] };
    expect(effects).toEqual([{ type: "Renumber", moves, details: {} }, UNSTAGE]);
    expect(after.pull).toBe("replace");
  });

  test("follows an enrolment over a queue", () => {
    const start = session({ last: 3, after: [1, uid(1)], wipe: true });
    const [after, effects] = adopt(start, "new");
    expect(after).toMatchObject({ replica: "new", rekey: true, wipe: false, after: [0, ""] });
    expect([after.pull, effects]).toEqual(["replace", [UNSTAGE]]);
  });

  test("remembers fifty former ids", () => {
    let after = session();
    for (let i = 0; i < 60; i += 1) [after] = adopt(after, `r${i}`);
    expect([after.forebears.length, after.forebears[0]]).toEqual([50, "r58"]);
  });
});

describe("an answer", () => {
  test("measures the offset, but not one that waited", () => {
    const start = session();
    const made = asked(start, 0, { at: NOW - 10_000 });
    const [after] = hear(start, made, answer(), NOW - 9_000, nobody);
    expect(after.clock.offset).toBe(9_500);
    const late = { ...made, waits: true };
    const [waited] = hear(start, late, { at: AT + 5 }, NOW - 9_000, nobody);
    expect(waited.clock).toEqual({ last: AT + 5, offset: 0 });
    const beat = pulse(start, NOW - 2_000, NOW - 1_000, AT);
    expect([beat.clock.offset, beat.contact]).toEqual([1_500, NOW - 1_000]);
  });

  test("brings blocks, the horizon, what is safe and a receipt", () => {
    const start = session({ after: [5, uid(5)] });
    const receipt = { n: 5, position: 1, at: 1, seal: "seal" };
    const blocks = { "item.number": [[1, 9]] as const };
    const heard = answer({ blocks, safe: 9, horizon: 60, receipt, epoch: 3 });
    const [after, effects] = hear(start, asked(start), heard, NOW, nobody);
    expect(effects[0]).toEqual({ type: "Take", blocks });
    expect(after).toMatchObject({ safe: 5, horizon: 60, receipt, epoch: 3 });
    const [silent] = hear(after, asked(after), answer(), NOW, nobody);
    expect(silent).toMatchObject({ safe: 5, horizon: 60, receipt, epoch: 3 });
  });
});
