/**
 * Anti-entropy: one checksum that says whether two holders hold the same records.
 *
 * The checksum is the sum, modulo 2^128, of the first 16 bytes of SHA-256 over each record's
 * canonical text: order does not matter, and adding or taking away one record is one addition (the
 * incremental AdHash of Bellare and Micciancio, 1997).
 */

import { sha256 } from "@noble/hashes/sha2.js";

import { canonical } from "./canonical";
import type { Vector } from "./types";

const UTF8 = new TextEncoder();

/** entity -> id -> version vector. */
export type Vectors = Readonly<Record<string, Readonly<Record<string, Vector>>>>;

/** The checksum of records (entity, id, vector) in any order: 32 hexadecimal digits. */
export function digestOf(records: Iterable<readonly [string, string, Vector]>): string {
  let total = 0n;
  for (const record of records) total += weight(record);
  return BigInt.asUintN(128, total).toString(16).padStart(32, "0");
}

/** Where a device and its hub differ, as (entity, id). */
export interface Difference {
  readonly onlyHere: readonly (readonly [string, string])[];
  readonly onlyThere: readonly (readonly [string, string])[];
  readonly unequal: readonly (readonly [string, string])[];
}

/** What must be mended so that the two agree. */
export function difference(here: Vectors, there: Vectors): Difference {
  const left = flat(here);
  const right = flat(there);
  const keys = [...left.keys()];
  return {
    onlyHere: keys.filter((key) => !right.has(key)).map(pair),
    onlyThere: [...right.keys()].filter((key) => !left.has(key)).map(pair),
    unequal: keys.filter((key) => right.has(key) && right.get(key) !== left.get(key)).map(pair),
  };
}

function weight(record: readonly [string, string, Vector]): bigint {
  const bytes = sha256(UTF8.encode(canonical(record)));
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return (view.getBigUint64(0) << 64n) | view.getBigUint64(8);
}

function flat(vectors: Vectors): Map<string, string> {
  const found = new Map<string, string>();
  for (const [entity, byId] of Object.entries(vectors)) {
    for (const [id, vector] of Object.entries(byId)) {
      found.set(`${entity}/${id}`, canonical(vector));
    }
  }
  return found;
}

function pair(key: string): readonly [string, string] {
  const at = key.indexOf("/");
  return [key.slice(0, at), key.slice(at + 1)];
}
