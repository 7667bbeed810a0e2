/** Whatever a message says arrives in either framing, and ops as the very text that was written. */

import { decode, encode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";

import type { Sync } from "../core/wire";
import { jsonFraming, packedFraming } from "./framing";

/** Spaces and an escaped character: whoever reads and writes it anew changes it. */
const OPS = '[["item", "i", {}, {"name": "\\u8336", "price": 1.0}]]';
const DOCUMENT = { id: "i", name: "茶", _: { v: { a: 1 } } };

const REQUEST: Sync = {
  v: 1,
  s: 1,
  e: 7,
  after: [3, "cccccccccccc"],
  c: "7.9.0",
  by: ["p", "q"],
  at: 5,
  do: [
    ["nonce123", 2, OPS, 1],
    ["dddddddddddd", 0, "null", 0],
  ],
  rest: 4,
  vouch: [
    { first: 1, last: 3, mac: "mac", no: [[2, "refused", ["x"]]], fix: [[1, 8]] },
    { first: 4, last: 4, mac: "mac", no: [], fix: [] },
  ],
  held: { "item.number": 3 },
  receipt: true,
};

const SILENT: Sync = {
  ...REQUEST,
  e: 1,
  after: [0, ""],
  c: null,
  by: [],
  at: 0,
  do: [],
  rest: 0,
  vouch: [],
  held: {},
  receipt: false,
};

const UTF8 = new TextEncoder();
const TEXT = new TextDecoder();

const LEAN = {
  v: 1,
  s: 1,
  e: 7,
  after: [3, "cccccccccccc"],
  c: "7.9.0",
  by: ["p", "q"],
  at: 5,
  rest: 4,
  vouch: [
    { first: 1, last: 3, mac: "mac", no: [[2, "refused", ["x"]]], fix: [[1, 8]] },
    { first: 4, last: 4, mac: "mac" },
  ],
  held: { "item.number": 3 },
  receipt: true,
};

describe("JSON", () => {
  it("splices ops in as they stand", () => {
    const text = TEXT.decode(jsonFraming.encodeSync(REQUEST));
    expect(text).toContain(`"do":[["nonce123",2,${OPS},1],["dddddddddddd",0,null]]`);
    expect(JSON.parse(text)).toMatchObject(LEAN);
    const push = jsonFraming.encodeFrame({ t: "push", id: 3, sync: REQUEST });
    expect(push).toBe(`{"t":"push","id":3,"sync":${text}}`);
  });

  it("leaves out what says nothing", () => {
    expect(TEXT.decode(jsonFraming.encodeSync(SILENT))).toBe('{"v":1,"s":1}');
  });

  it("refuses what is no answer", () => {
    expect(() => jsonFraming.decodeAnswer(UTF8.encode('{"hello":1}'))).toThrow(TypeError);
    expect(() => jsonFraming.decodeFrame("[]")).toThrow(TypeError);
    expect(() => jsonFraming.decodeFrame(new Uint8Array())).toThrow(TypeError);
  });
});

describe("MessagePack", () => {
  it("carries ops as binary values", () => {
    const { do: slice, ...rest } = decode(packedFraming.encodeSync(REQUEST)) as { do: unknown[][] };
    expect(rest).toEqual(LEAN);
    expect(TEXT.decode(slice[0]?.[2] as Uint8Array)).toBe(OPS);
    expect(TEXT.decode(slice[1]?.[2] as Uint8Array)).toBe("null");
  });

  it("reads documents out of binary values, in answers and frames", () => {
    const stored = UTF8.encode(JSON.stringify(DOCUMENT));
    const answer = { at: 9, in: [["item", [stored]]], c: "7.10.0" };
    const read = { at: 9, in: [["item", [DOCUMENT]]], c: "7.10.0" };
    expect(packedFraming.decodeAnswer(encode(answer))).toEqual(read);
    expect(packedFraming.decodeFrame(encode({ t: "verdicts", id: 1, answer }))).toEqual({
      t: "verdicts",
      id: 1,
      answer: read,
    });
    const changes = { t: "changes", since: "a", c: "b", in: [["item", [stored]]] };
    expect(packedFraming.decodeFrame(encode(changes))).toEqual({
      ...changes,
      in: [["item", [DOCUMENT]]],
    });
  });
});
