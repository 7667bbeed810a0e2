import { digestOf } from "../core/digest";
import type { Vector } from "../core/types";

/** Records that are summed before the page gets its turn: some ms of work. */
const SLICE = 500;

/** The checksum of a whole base (see `core/digest.ts`), made in slices between which taps go on. */
export async function checksum(
  records: readonly (readonly [entity: string, id: string, vector: Vector])[],
): Promise<string> {
  let total = 0n;
  for (let start = 0; start < records.length; start += SLICE) {
    total += BigInt(`0x${digestOf(records.slice(start, start + SLICE))}`);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return BigInt.asUintN(128, total).toString(16).padStart(32, "0");
}
