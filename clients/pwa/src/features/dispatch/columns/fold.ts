/** Which stops of a long route are folded away. */

import type { StopRow } from "../board/model";

/** Done stops that stay in sight, so that one sees how it goes. */
const LAST_DONE = 2;
/** Stops to come that stay in sight. */
const NEXT = 40;

export interface Folded {
  /** Delivered stops at the head, one fold. */
  readonly done: readonly StopRow[];
  readonly shown: readonly StopRow[];
  /** Far ahead, another. */
  readonly rest: readonly StopRow[];
}

/** What went wrong, or needs a look, is never folded away. */
export function fold(rows: readonly StopRow[], showsDone: boolean, showsRest: boolean): Folded {
  const ended = rows.findLastIndex((row) => isDone(row)) + 1;
  const past = rows.slice(0, Math.max(0, ended - LAST_DONE));
  const done = past.filter((row) => row.standing === "delivered" && !row.crossed);
  const folds = done.length > 1;
  const ahead = rows.slice(past.length);
  return {
    done: folds ? done : [],
    shown: [
      ...(folds && !showsDone ? past.filter((row) => !done.includes(row)) : past),
      ...(showsRest ? ahead : ahead.slice(0, NEXT + LAST_DONE)),
    ],
    rest: ahead.slice(NEXT + LAST_DONE),
  };
}

/** The first and last number of stops that follow on one another; null where there are gaps. */
export function runOf(rows: readonly StopRow[]): readonly [number, number] | null {
  const [first, last] = [rows[0]?.number, rows.at(-1)?.number];
  if (first === undefined || last === undefined) return null;
  return last - first + 1 === rows.length ? [first, last] : null;
}

function isDone(row: StopRow): boolean {
  return row.standing === "delivered" || row.standing === "failed" || row.standing === "skipped";
}
