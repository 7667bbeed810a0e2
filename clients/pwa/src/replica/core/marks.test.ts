// @vitest-environment node

/** Uids, ids, canonical texts, checksums. */

import { createHash } from "node:crypto";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { byCodePoint, canonical, ordered } from "./canonical";
import { difference, digestOf } from "./digest";
import { newId, newNonce } from "./ids";
import type { Vector } from "./types";
import { uidOf } from "./uid";

const NOW = 1_800_000_000_000;
const zeroes = (count: number) => new Uint8Array(count);
const ones = (count: number) => new Uint8Array(count).fill(0xff);

describe("a uid", () => {
  test("is the hash of the very text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(), (text, stamp) => {
        const hash = createHash("sha256").update(`n\na\n${stamp}\n${text}`, "utf-8").digest();
        expect(uidOf("n", "a", stamp, text)).toBe(hash.subarray(0, 9).toString("base64url"));
      }),
    );
  });

  test("tells two texts apart", () => {
    expect(uidOf("n", "a", 1, "[]")).not.toBe(uidOf("n", "a", 1, "[ ]"));
  });
});

describe("an id", () => {
  test("is a UUIDv7 in base64url", () => {
    for (const random of [zeroes, ones]) {
      const id = newId(NOW, random);
      expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/);
      const hex = Buffer.from(id, "base64url").toString("hex");
      expect(Number.parseInt(hex.slice(0, 12), 16)).toBe(NOW);
      expect(hex[12]).toBe("7");
      expect("89ab").toContain(hex[16]);
    }
    expect(newNonce(ones)).toBe("________");
  });

  test("sorts by its time", () => {
    const early = Buffer.from(newId(NOW, ones), "base64url");
    const late = Buffer.from(newId(NOW + 1, zeroes), "base64url");
    expect(Buffer.compare(early, late)).toBe(-1);
  });
});

describe("canonical texts", () => {
  test("sort keys at every depth and say nothing of what is undefined", () => {
    const value = { b: [{ z: 1, a: null }], a: "王", c: undefined };
    expect(canonical(value)).toBe('{"a":"王","b":[{"a":null,"z":1}]}');
  });

  test("members stand by their text, once each", () => {
    expect(ordered([50, 4, 10, 4, "b", "王", "a"])).toEqual(["a", "b", "王", 10, 4, 50]);
  });

  test("are compared by code points, not by UTF-16 units", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(Math.sign(byCodePoint(a, b))).toBe(bytes);
      }),
    );
    expect(ordered(["🚚", "\uff21"])).toEqual(["\uff21", "🚚"]);
  });
});

describe("a checksum", () => {
  test("is of the canonical text of a record", () => {
    const hash = createHash("sha256").update('["stop","s1",{"a":1,"b":2}]').digest("hex");
    expect(digestOf([["stop", "s1", { b: 2, a: 1 }]])).toBe(hash.slice(0, 32));
    expect(digestOf([])).toBe("0".repeat(32));
  });

  test("does not depend on the order, and tells two holders apart", () => {
    const vector = fc.dictionary(fc.constantFrom("a", "b"), fc.nat(9), { minKeys: 1 });
    const row = fc.tuple(fc.constantFrom("stop", "item"), fc.constantFrom("x", "y"), vector);
    const rows = fc.uniqueArray(row, { selector: ([entity, id]) => entity + id, maxLength: 4 });
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        expect(digestOf([...a].reverse())).toBe(digestOf(a));
        const found = difference(nested(a), nested(b));
        const differ = Object.values(found).some((list: readonly unknown[]) => list.length > 0);
        expect(differ).toBe(digestOf(a) !== digestOf(b));
      }),
    );
  });

  test("names what must be mended", () => {
    const here = { stop: { s1: { a: 1 }, s2: { a: 1 } } };
    expect(difference(here, { stop: { s2: { a: 2 } }, item: { i: {} } })).toEqual({
      onlyHere: [["stop", "s1"]],
      onlyThere: [["item", "i"]],
      unequal: [["stop", "s2"]],
    });
  });

  function nested(rows: readonly (readonly [string, string, Vector])[]) {
    const found: Record<string, Record<string, Vector>> = {};
    for (const [entity, id, vector] of rows) found[entity] = { ...found[entity], [id]: vector };
    return found;
  }
});
