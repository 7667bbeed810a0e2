/**
 * The two framings: JSON, and MessagePack with ops and documents as binary values.
 *
 * A mutation's uid is a hash over the very text of its ops: they are spliced in as they stand, and
 * never read and written anew.
 */

import { decode, encode } from "@msgpack/msgpack";

import type { Seal } from "../core/types";
import type { Answer, Sync } from "../core/wire";
import type { Down, Up } from "./frames";

const UTF8 = new TextEncoder();
const TEXT = new TextDecoder();

/** How messages become bytes. Reading throws where the bytes are no such message. */
export interface Framing {
  readonly media: string;
  /** A request with a slice of the outbox. */
  encodeSync(request: Sync): Uint8Array<ArrayBuffer>;
  /** A request without records. */
  encode(message: unknown): Uint8Array<ArrayBuffer>;
  decodeAnswer(data: Uint8Array): Answer;
  decode(data: Uint8Array): unknown;
  encodeFrame(frame: Up): string | Uint8Array<ArrayBuffer>;
  decodeFrame(data: string | Uint8Array): Down;
}

/** JSON; text frames on sockets. */
export const jsonFraming: Framing = {
  media: "application/json",
  encodeSync: (request) => UTF8.encode(syncText(request)),
  encode: (message) => UTF8.encode(JSON.stringify(message)),
  decodeAnswer: (data) => asAnswer(JSON.parse(TEXT.decode(data))),
  decode: (data) => JSON.parse(TEXT.decode(data)) as unknown,
  encodeFrame: (frame) =>
    frame.t === "push"
      ? `{"t":"push","id":${frame.id},"sync":${syncText(frame.sync)}}`
      : JSON.stringify(frame),
  decodeFrame: (data) => {
    if (typeof data !== "string") throw new TypeError("a binary frame in a text framing");
    return asFrame(JSON.parse(data));
  },
};

/** MessagePack; binary frames on sockets. */
export const packedFraming: Framing = {
  media: "application/msgpack",
  encodeSync: (request) => encode(packed(request)),
  encode: (message) => encode(message),
  decodeAnswer: (data) => asAnswer(unpacked(decode(data))),
  decode: (data) => decode(data),
  encodeFrame: (frame) =>
    encode(frame.t === "push" ? { ...frame, sync: packed(frame.sync) } : frame),
  decodeFrame: (data) => {
    if (typeof data === "string") throw new TypeError("a text frame in a binary framing");
    const frame = decode(data) as Record<string, unknown>;
    if (frame["t"] === "verdicts") frame["answer"] = unpacked(frame["answer"]);
    return asFrame(frame["t"] === "changes" ? unpacked(frame) : frame);
  },
};

/** The members of a request that say something, but for its slice. */
function lean(request: Sync): Record<string, unknown> {
  const { v, s, e, after, c, by, at, rest, vouch, held, receipt } = request;
  return {
    v,
    s,
    ...(e === 1 ? {} : { e }),
    ...(after[0] === 0 ? {} : { after }),
    ...(c === null ? {} : { c }),
    ...(by.length > 0 ? { by } : {}),
    ...(at === 0 ? {} : { at }),
    ...(rest === 0 ? {} : { rest }),
    ...(vouch.length > 0 ? { vouch: vouch.map(leanSeal) } : {}),
    ...(Object.keys(held).length > 0 ? { held } : {}),
    ...(receipt ? { receipt } : {}),
  };
}

function leanSeal({ first, last, mac, no, fix }: Seal): Record<string, unknown> {
  return { first, last, mac, ...(no.length > 0 ? { no } : {}), ...(fix.length > 0 ? { fix } : {}) };
}

function syncText(request: Sync): string {
  const head = JSON.stringify(lean(request));
  if (request.do.length === 0) return head;
  const slice = request.do.map(
    ([nonce, after, ops, by]) => `["${nonce}",${after},${ops}${by === 0 ? "" : `,${by}`}]`,
  );
  return `${head.slice(0, -1)},"do":[${slice.join(",")}]}`;
}

function packed(request: Sync): Record<string, unknown> {
  const slice = request.do.map(([nonce, after, ops, by]) => [nonce, after, UTF8.encode(ops), by]);
  return { ...lean(request), ...(slice.length > 0 ? { do: slice } : {}) };
}

/** A message whose documents are JSON in binary values, with the documents themselves. */
function unpacked(message: unknown): unknown {
  const arrivals = (message as { in?: [string, Uint8Array[]][] } | null)?.in;
  if (arrivals === undefined) return message;
  const read = ([entity, documents]: [string, Uint8Array[]]) => [
    entity,
    documents.map((each) => JSON.parse(TEXT.decode(each)) as unknown),
  ];
  return { ...(message as object), in: arrivals.map(read) };
}

function asAnswer(value: unknown): Answer {
  if (typeof (value as Answer | null)?.at !== "number") throw new TypeError("not an answer");
  return value as Answer;
}

function asFrame(value: unknown): Down {
  if (typeof (value as Down | null)?.t !== "string") throw new TypeError("not a frame");
  return value as Down;
}
