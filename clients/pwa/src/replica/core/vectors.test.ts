// @vitest-environment node

/** The golden vectors: what every implementation of the core answers, this one included. */

import { readFileSync } from "node:fs";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { hearStamp, measure, tick } from "./clock";
import { type Own, view } from "./overlay";
import { offer, rekeyed } from "./rekey";
import { begin, change, hear, trouble } from "./replica";
import type { Asked, Clock, Document, Effect, Move, Session, Written } from "./types";
import { uidOf } from "./uid";
import type { Answer, Changes, Rekeyed } from "./wire";

const FOLDER = path.resolve(import.meta.dirname, "../../../../../schemas/vectors");
const NOW = 1_795_248_000_000;

interface Case<Given, When, Then> {
  readonly name: string;
  readonly given: Given;
  readonly when: When;
  readonly then: Then;
}

function vectors<Given, When, Then>(name: string): readonly Case<Given, When, Then>[] {
  const text = readFileSync(path.join(FOLDER, `${name}.json`), "utf-8");
  const file = JSON.parse(text) as { readonly vectors: readonly Case<Given, When, Then>[] };
  expect(file.vectors.length).toBeGreaterThan(5);
  return file.vectors;
}

describe("clock", () => {
  interface When {
    readonly tick?: number;
    readonly hear?: number;
    readonly measure?: readonly [number, number, number];
  }
  type Then = Clock & { readonly stamp?: number };
  // `admit` is how the hub fixes a stamp: no device does that.
  const cases = vectors<Clock, When & { readonly admit?: number }, Then>("clock");
  test.each(cases.filter(({ when }) => when.admit === undefined))("$name", (each) => {
    const { given, when, then } = each;
    let found = given;
    if (when.tick !== undefined) found = tick(given, when.tick);
    if (when.hear !== undefined) found = hearStamp(given, when.hear);
    if (when.measure !== undefined) found = measure(given, ...when.measure);
    expect(found).toEqual({ last: then.last, offset: then.offset });
    if (then.stamp !== undefined) expect(found.last).toBe(then.stamp);
  });
});

describe("uid", () => {
  type Given = Pick<Written, "nonce" | "actor" | "stamp">;
  const cases = vectors<Given, { readonly ops: string }, { readonly uid: string }>("uid");
  test.each(cases)("$name", ({ given, when, then }) => {
    expect(uidOf(given.nonce, given.actor, given.stamp, when.ops)).toBe(then.uid);
  });
});

describe("overlay", () => {
  interface Given {
    readonly entity: string;
    readonly base: Document | null;
  }
  interface Then {
    readonly view: Document | null;
  }
  test.each(vectors<Given, { readonly ops: readonly Own[] }, Then>("overlay"))(
    "$name",
    ({ given, when, then }) => {
      const before = structuredClone([given, when]);
      expect(view(given.entity, given.base, when.ops)).toEqual(then.view);
      expect([given, when]).toEqual(before);
    },
  );
});

describe("session", () => {
  interface Given {
    readonly session: Partial<Session> & { readonly replica: string };
    readonly rows?: readonly Partial<Written>[];
    readonly kept?: Readonly<Record<string, string>>;
  }
  interface When {
    readonly offer?: object;
    readonly rekeyed?: Rekeyed;
    readonly trouble?: string;
    readonly change?: Changes;
    readonly hear?: { readonly asked: Partial<Asked>; readonly answer: Partial<Answer> | null };
  }

  test.each(vectors<Given, When, unknown>("session"))("$name", ({ given, when, then }) => {
    const before = structuredClone(given);
    expect(run(given, when)).toEqual(then);
    expect(given).toEqual(before);
  });

  function run(given: Given, when: When): unknown {
    const start: Session = { ...begin(given.session.replica), ...given.session };
    const rows = (given.rows ?? []).map(written);
    if (when.offer !== undefined) return offer(start, rows);
    const found = moved(start, rows, given, when);
    if (found === null) return null;
    const [after, effects] = found;
    return { session: differences(start, after), effects: effects.map(plain) };
  }

  function moved(start: Session, rows: Written[], given: Given, when: When): Move | null {
    if (when.rekeyed !== undefined) return rekeyed(start, rows, when.rekeyed);
    if (when.trouble !== undefined) return trouble(start, when.trouble);
    if (when.change !== undefined) return change(start, when.change);
    const { asked = {}, answer = null } = when.hear ?? {};
    const remembered: Asked = {
      replica: "",
      turn: 0,
      after: 0,
      uids: [],
      cursor: null,
      at: NOW,
      waits: false,
      ...asked,
    };
    const heard = answer === null ? null : { at: 0, ...answer };
    return hear(start, remembered, heard, NOW, (n) => given.kept?.[n] ?? null);
  }

  function written(row: Partial<Written>): Written {
    return {
      seq: 0,
      replica: "me",
      n: 0,
      uid: "",
      nonce: "n",
      actor: "p",
      stamp: 0,
      ops: null,
      schema: 1,
      state: "pending",
      detail: null,
      fixed: 0,
      settled: false,
      ...row,
    };
  }

  /** An effect as the file writes it: without details where there are none. */
  function plain(effect: Effect): object {
    if (effect.type !== "Renumber" || Object.keys(effect.details).length > 0) return effect;
    const { type, moves } = effect;
    return { type, moves };
  }

  /** The fields of the session that differ, but for the clock. */
  function differences(was: Session, now: Session): object {
    const skipped = ["clock", "contact"];
    const changed = Object.entries(now).filter(
      ([name, value]) =>
        !skipped.includes(name) &&
        JSON.stringify(value) !== JSON.stringify(was[name as keyof Session]),
    );
    return Object.fromEntries(changed);
  }
});
