/** Which part of the outbox goes into one request. */

import type { Posted } from "./wire";
import type { Seal, Stamp, Written } from "./types";

/** Mutations of one request. */
export const SLICE_COUNT = 500;

/** Bytes of their ops, unless one alone is larger. */
export const SLICE_BYTES = 200_000;

const UTF8 = new TextEncoder();

/** The length of a text on the wire, bytes. */
export function byteLength(text: string): number {
  return UTF8.encode(text).length;
}

/** As many rows as fit, of one schema version, and never a part of what one seal covers. */
export function sliceOf(
  rows: readonly Written[],
  seals: readonly Seal[],
  most: number,
): readonly Written[] {
  const [first] = rows;
  if (first === undefined) return rows;
  return rows.slice(0, uncut(rows, seals, fitting(rows, first.schema, most)));
}

function fitting(rows: readonly Written[], schema: number, most: number): number {
  let size = 0;
  let count = 0;
  for (const row of rows.slice(0, most)) {
    size += byteLength(row.ops ?? "");
    if (count > 0 && (size > SLICE_BYTES || row.schema !== schema)) break;
    count += 1;
  }
  return count;
}

/** `wanted` rows, fewer or more where a seal would be cut. */
function uncut(rows: readonly Written[], seals: readonly Seal[], wanted: number): number {
  const start = rows[0]?.n ?? 0;
  let count = wanted;
  let covered = 0;
  for (const seal of seals) {
    const last = rows[count - 1]?.n;
    if (last === undefined || count === rows.length) break;
    if (seal.last <= last) {
      covered = Math.max(covered, seal.last);
    } else if (seal.first <= last && covered < last) {
      // Seals that overlap (a rewind ended within one) are kept: some of it goes twice.
      const before = Math.max(seal.first - start, covered - start + 1);
      count = before > 0 ? before : Math.min(seal.last - start + 1, rows.length);
    }
  }
  return count;
}

/** A row as it is sent; a refused one goes out empty. `at`, `people`: of the request. */
export function posted(row: Written, at: Stamp, people: readonly string[]): Posted {
  const by = people.indexOf(row.actor);
  if (row.state === "refused" || row.ops === null) return [row.uid, 0, "null", by];
  return [row.nonce, row.stamp - at, row.ops, by];
}

/** The seals to give back with what is sent. */
export function vouched(chosen: readonly Written[], seals: readonly Seal[]): readonly Seal[] {
  const last = chosen.at(-1)?.n;
  return last === undefined ? [] : seals.filter((seal) => seal.last <= last);
}
