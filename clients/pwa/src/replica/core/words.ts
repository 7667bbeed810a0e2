/** A mutation's fate in the one vocabulary that people read. */

import type { Line, Word } from "../api";
import type { Entry, Op } from "./types";

/** The word for a mutation's fate. */
export function wordOf(entry: Pick<Entry, "state" | "resolved">): Word {
  if (needsYou(entry)) return "needs-you";
  if (entry.state === "pending") return "waiting";
  return entry.state === "sent" ? "sent" : "received";
}

/** Whether (a part of) it was refused and waits for the person. */
export function needsYou({ state, resolved }: Pick<Entry, "state" | "resolved">): boolean {
  return (state === "refused" || state === "parted") && !resolved;
}

/** One mutation for the person's list. */
export function lineOf(entry: Entry): Line {
  const problem = problemOf(entry);
  return {
    seq: entry.seq,
    actor: entry.actor,
    madeAt: entry.madeAt,
    word: wordOf(entry),
    ops: entry.ops === null ? [] : (JSON.parse(entry.ops) as readonly Op[]),
    ...(problem !== null && { problem }),
    conflicts: entry.state === "conflict" ? ((entry.detail ?? []) as Line["conflicts"]) : [],
    parts: entry.state === "parted" ? ((entry.detail ?? []) as Line["parts"]) : [],
  };
}

function problemOf({ state, detail }: Entry): Line["problem"] | null {
  const [first, fields, params] = detail ?? [];
  if (state === "refused" && typeof first === "string") {
    return {
      code: first,
      fields: (fields ?? {}) as Readonly<Record<string, string>>,
      params: (params ?? {}) as Readonly<Record<string, unknown>>,
    };
  }
  if (state === "parted" && Array.isArray(first)) {
    return { code: String(first[3]), fields: {}, params: {} };
  }
  return null;
}
