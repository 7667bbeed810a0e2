// @vitest-environment node

/** The session, event by event: writing, asking, verdicts and records. */

import { describe, expect, test } from "vitest";

import { stampAt } from "./clock";
import { PROTOCOL, SCHEMA } from "./declarations";
import { ask, begin, change, hear, isLive, positionOf, resync, write } from "./replica";
import { byteLength, SLICE_BYTES, SLICE_COUNT } from "./slice";
import { answer, arrivals, asked, AT, nobody, NOW, OPS, session, uid, written } from "./testing";
import type { Effect, Seal } from "./types";
import { uidOf } from "./uid";

const many = Array.from({ length: SLICE_COUNT + 1 }, (_, i) => written(i + 1));

function types(effects: readonly Effect[]): string[] {
  return effects.map((effect) => effect.type);
}

describe("writing and asking", () => {
  test("a write gets the next number and a stamp past all heard", () => {
    const start = session({ last: 4, clock: { last: AT, offset: 1_000 } });
    const deed = { actor: "actor", ops: OPS, nonce: "nonce123" };
    const [after, row] = write(start, deed, NOW, 9);
    expect(row).toMatchObject({ n: 5, seq: 9, replica: "me", state: "pending", schema: SCHEMA });
    expect(row.stamp).toBe(stampAt(NOW + 1_000));
    expect(row.uid).toBe(uidOf("nonce123", "actor", row.stamp, OPS));
    expect([after.last, after.clock.last]).toEqual([5, row.stamp]);
    expect([start.last, start.clock.last]).toEqual([4, AT]);
  });

  test("a request goes on from what is decided", () => {
    const start = session({ after: [2, uid(2)] });
    const rows = [written(3), written(4, "pending", { actor: "other" })];
    const wishes = { held: { "item.number": 3 }, receipt: true };
    const [request, made] = ask(start, rows, [], NOW, wishes);
    expect(request).toEqual({
      v: PROTOCOL,
      s: SCHEMA,
      e: 1,
      after: [2, uid(2)],
      c: "c1",
      by: ["actor", "other"],
      at: AT + 3,
      do: [
        ["nonce123", 0, OPS, 0],
        ["nonce123", 1, OPS, 1],
      ],
      rest: 0,
      vouch: [],
      ...wishes,
    });
    expect(made).toEqual(asked(start, 2));
    expect(ask(start, rows, [], NOW, wishes)).toEqual([request, made]);
  });

  test("a slice is bounded in number and in bytes", () => {
    const [request] = ask(session(), many, [], NOW);
    expect([request.do.length, request.rest]).toEqual([SLICE_COUNT, 1]);
    expect(ask(session(), many, [], NOW, { count: 7 })[0].do).toHaveLength(7);
    const of = (ops: string) => [1, 2, 3, 4].map((n) => written(n, "pending", { ops }));
    expect(ask(session(), of("x".repeat(SLICE_BYTES / 2)), [], NOW)[0].do).toHaveLength(2);
    expect(ask(session(), of("x".repeat(SLICE_BYTES * 2)), [], NOW)[0].do).toHaveLength(1);
    // A Chinese character is three bytes.
    expect(ask(session(), of("瓦".repeat(SLICE_BYTES / 6)), [], NOW)[0].do).toHaveLength(2);
    expect(byteLength("瓦斯 🚚")).toBe(11);
  });

  test("what an older app wrote goes alone and pulls nothing", () => {
    const rows = [written(1, "pending", { schema: SCHEMA - 1 }), written(2)];
    const [request] = ask(session(), rows, [], NOW);
    expect([request.do.length, request.s, request.c]).toEqual([1, SCHEMA - 1, null]);
  });

  test.each(["upgrade", "wipe"])("with the duty to %s only the queue is handed in", (duty) => {
    const [request] = ask(session({ [duty]: true }), [written(1)], [], NOW);
    expect([request.do.length, request.c]).toEqual([1, null]);
  });

  test("a new base waits until the queue is in", () => {
    const start = session({ pull: "replace", cursor: "" });
    expect(ask(start, many, [], NOW)[0].c).toBeNull();
    expect(ask(start, many.slice(0, 3), [], NOW)[0].c).toBe("");
    expect(ask(session({ pull: "replace", ahead: "c7" }), many, [], NOW)[0].c).toBe("c7");
    expect(ask(session(), [], [], NOW, { pull: false })[0].c).toBeNull();
  });

  test("a refused one and one given up go out empty", () => {
    const rows = [written(1, "refused"), written(2, "refused", { ops: null }), written(3, "sent")];
    expect(ask(session(), rows, [], NOW)[0].do).toEqual([
      [uid(1), 0, "null", 0],
      [uid(2), 0, "null", 0],
      ["nonce123", 2, OPS, 0],
    ]);
  });

  test("a slice never skips a number", () => {
    expect(() => ask(session({ after: [2, uid(2)] }), [written(4)], [], NOW)).toThrow("gap");
  });
});

describe("seals", () => {
  const rows = many.slice(0, 11);

  function seal(first: number, last: number, mac: string): Seal {
    return { first, last, mac, no: [], fix: [] };
  }

  test("go whole with what they cover", () => {
    const seals: Seal[] = [
      { ...seal(1, 2, "m1"), no: [[2, "refused", ["x"]]], fix: [[1, 5]] },
      seal(3, 9, "m3"),
    ];
    const [request] = ask(session(), rows, seals, NOW, { count: 5 });
    expect([request.do.length, request.vouch]).toEqual([2, seals.slice(0, 1)]);
    const later = session({ after: [2, uid(2)] });
    const [next] = ask(later, rows.slice(2), seals.slice(1), NOW, { count: 5 });
    expect([next.do.length, next.vouch]).toEqual([7, seals.slice(1)]);
  });

  test("that overlap after a rewind are both given back", () => {
    const seals = [seal(1, 6, "m1"), seal(4, 9, "m2")];
    const [request] = ask(session(), rows, seals, NOW, { count: 6 });
    expect([request.do.length, request.vouch]).toEqual([6, seals.slice(0, 1)]);
    const later = session({ after: [6, uid(6)] });
    const [next] = ask(later, rows.slice(6), seals.slice(1), NOW, { count: 6 });
    expect(next.vouch).toEqual(seals.slice(1));
    // Where the second cannot go whole, nothing is cut that the first does not cover.
    const [cut] = ask(session(), rows, [seal(1, 6, "m1"), seal(4, 20, "m2")], NOW, { count: 8 });
    expect([cut.do.length, cut.vouch.map((each) => each.mac)]).toEqual([6, ["m1"]]);
  });
});

describe("verdicts", () => {
  test("count up to `done` and name the exceptions", () => {
    const start = session({ after: [2, uid(2)], last: 9 });
    const heard = answer({
      first: 3,
      done: 5,
      mac: "seal",
      fix: [[4, 77]],
      no: [
        [4, "conflict", [["item", "i", "note"]]],
        [5, "refused", ["write/forbidden"]],
      ],
    });
    const [after, effects] = hear(start, asked(start, 4), heard, NOW, nobody);
    const named = { 4: ["conflict", [["item", "i", "note"]]], 5: ["refused", ["write/forbidden"]] };
    const { no, fix } = heard;
    expect(effects).toEqual([
      { type: "Decide", first: 3, last: 5, named, fix: { 4: 77 } },
      { type: "Keep", seal: { first: 3, last: 5, mac: "seal", no, fix } },
      { type: "Settle", upto: 2 },
    ]);
    expect(after.after).toEqual([5, uid(5)]);
  });

  test("never reach past what was asked", () => {
    const start = session();
    const [after, [decide]] = hear(start, asked(start, 2), answer({ done: 9 }), NOW, nobody);
    expect(after.after).toEqual([2, uid(2)]);
    expect(decide).toMatchObject({ type: "Decide", first: 1, last: 2 });
  });

  test("decide nothing again in a second answer to the same slice", () => {
    const start = session();
    const made = asked(start, 2);
    const [after] = hear(start, made, answer({ first: 1, done: 2 }), NOW, nobody);
    const [again, effects] = hear(after, made, answer({ first: 1, done: 2 }), NOW, nobody);
    expect(again.after).toEqual(after.after);
    expect(types(effects)).not.toContain("Decide");
  });

  test("count even where the records do not", () => {
    const start = session();
    const heard = answer({ first: 1, done: 1, in: arrivals(), c: "c2" });
    const [after, effects] = hear(start, asked(start, 1, { cursor: "c0" }), heard, NOW, nobody);
    expect(types(effects)).toEqual(["Decide"]);
    expect(after.cursor).toBe("c1");
  });

  test("from before a turn only tell the time", () => {
    const start = session({ turn: 3 });
    const heard = answer({ first: 1, done: 1, in: arrivals(), c: "c2" });
    for (const before of [{ turn: 2 }, { replica: "former" }]) {
      const [after, effects] = hear(start, asked(start, 1, before), heard, NOW, nobody);
      expect(effects).toEqual([]);
      expect(after).toMatchObject({ after: [0, ""], cursor: "c1", contact: NOW });
    }
  });
});

describe("records", () => {
  test("of a last page are shown at once with its cursor", () => {
    const start = session();
    const heard = answer({ in: arrivals(), out: [["item", ["j"]]], c: "c2" });
    const [after, effects] = hear(start, asked(start), heard, NOW, nobody);
    const page = { arrivals: arrivals(), departures: [["item", ["j"]]], gone: [] };
    expect(effects).toEqual([
      { type: "Show", page },
      { type: "Settle", upto: 0 },
    ]);
    expect(after).toMatchObject({ cursor: "c2", ahead: null });
  });

  test("are staged until the last page", () => {
    const start = session();
    const first = answer({ in: arrivals(), c: "c2", more: true });
    const [after, effects] = hear(start, asked(start), first, NOW, nobody);
    expect(types(effects)).toEqual(["Stage"]);
    expect([after.cursor, after.ahead, positionOf(after)]).toEqual(["c1", "c2", "c2"]);
    expect(isLive(after)).toBe(false);
    for (const [end, cursor] of [
      [answer({ c: "c3" }), "c3"],
      [null, "c2"],
    ] as const) {
      const [last, shown] = hear(after, asked(after), end, NOW, nobody);
      expect(types(shown)).toEqual(["Stage", "Unveil", "Settle"]);
      expect(shown[1]).toEqual({ type: "Unveil", replace: false });
      expect(last).toMatchObject({ cursor, ahead: null, pull: "follow" });
    }
  });

  test("of a bootstrap are shown in parts", () => {
    const start = begin("me");
    const first = answer({ in: arrivals(), c: "c1", more: true });
    const [after, effects] = hear(start, asked(start), first, NOW, nobody);
    expect(types(effects)).toEqual(["Show"]);
    expect(after).toMatchObject({ pull: "bootstrap", cursor: "c1" });
    const [last, rest] = hear(after, asked(after), answer({ c: "c2" }), NOW, nobody);
    expect(last).toMatchObject({ pull: "follow", cursor: "c2" });
    expect(rest).toEqual([{ type: "Settle", upto: 0 }]);
  });

  test("of a new base wait until it is whole", () => {
    const [start, effects] = resync(session());
    expect(effects).toEqual([{ type: "Unstage" }]);
    expect(start).toMatchObject({ pull: "replace", cursor: "", ahead: null, turn: 1 });
    const first = answer({ in: arrivals(), c: "n1", more: true });
    const [after, staged] = hear(start, asked(start), first, NOW, nobody);
    expect(types(staged)).toEqual(["Stage"]);
    const [last, shown] = hear(after, asked(after), answer({ c: "n2" }), NOW, nobody);
    expect(shown[1]).toEqual({ type: "Unveil", replace: true });
    expect(last).toMatchObject({ pull: "follow", cursor: "n2" });
  });

  test.each([begin("me"), resync(session())[0]])(
    "do not end a bootstrap without a cursor",
    (start) => {
      const [after, effects] = hear(start, asked(start), null, NOW, nobody);
      expect(after.pull).toBe(start.pull);
      expect(types(effects)).toEqual(["Settle"]);
    },
  );

  test("from a socket count only where the device stands", () => {
    const frame = { since: "c1", c: "c2", in: arrivals() };
    const [after, effects] = change(session(), frame) ?? [];
    expect(after?.cursor).toBe("c2");
    expect(types(effects ?? [])).toEqual(["Show"]);
    for (const other of [
      { cursor: "c0" },
      { ahead: "c1" },
      { pull: "replace" as const },
      { rekey: true },
      { upgrade: true },
      { wipe: true },
    ]) {
      expect(change(session(other), frame)).toBeNull();
    }
  });
});
