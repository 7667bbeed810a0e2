/** Histories have parted: what the device offers, and how it goes on under another id. */

import { renamed, resync } from "./replica";
import type { Detail, Effect, Move, Session, State, Written } from "./types";
import type { Rekey, Rekeyed } from "./wire";

/**
 * What a device offers. `rows`: all that it keeps, by `seq`.
 *
 * The numbers of the present id come first, from the lowest kept one; uids known under former ids
 * follow, so that a hub restored to before them can say that it lacks them.
 */
export function offer(session: Session, rows: readonly Written[]): Rekey {
  const [floor, floorUid] = session.floor;
  const own = rows
    .filter((row) => row.replica === session.replica && row.n > floor)
    .sort((a, b) => a.n - b.n)
    .map((row) => row.uid);
  const first = floor > 0 ? floor : 1;
  const known = floor > 0 ? [floorUid, ...own] : own;
  const taken = new Set(known);
  const others = rows.filter((row) => !taken.has(row.uid)).map((row) => row.uid);
  return { first, uids: [...known, ...others].join(""), former: session.forebears };
}

/**
 * Takes the new id. What the hub knows gets the dot it knows; the rest is numbered from 1.
 *
 * Where the hub lacks what it once decided, it was restored: the base shows effects under dots that
 * are no more, and is replaced.
 */
export function rekeyed(session: Session, rows: readonly Written[], answer: Rekeyed): Move {
  const moves: Record<number, readonly [string, number, State]> = {};
  const details: Record<number, Detail> = {};
  let last = 0;
  let knows = false;
  let lacks = false;
  for (const row of rows) {
    const dot = answer.known[row.uid];
    if (dot !== undefined) {
      const [state, detail] = answer.no?.[row.uid] ?? ["merged" as const, null];
      if (detail !== null) details[row.seq] = detail;
      moves[row.seq] = [...dot, state];
      knows = true;
    } else {
      // A refused one goes out empty: nobody who holds a copy of it may have it accepted.
      const isRefused = row.state === "refused";
      lacks ||= !isRefused && row.state !== "pending" && row.state !== "sent";
      last += 1;
      moves[row.seq] = [answer.replica, last, isRefused ? "refused" : "pending"];
    }
  }
  const after: Session = {
    ...renamed(session, answer.replica),
    epoch: answer.epoch ?? 1,
    last,
    rekey: false,
    former: knows,
    turn: session.turn + 1,
  };
  const renumber: Effect = { type: "Renumber", moves, details };
  if (!lacks) return [after, [renumber]];
  const [replacing, effects] = resync(after);
  return [replacing, [renumber, ...effects]];
}
