/** The ops of an outbox entry. */

import type { Body, Entry, Op } from "../core/types";

/** All of them; none where the content was given up. */
export function opsOf({ ops }: Entry): readonly Op[] {
  return ops === null ? [] : (JSON.parse(ops) as readonly Op[]);
}

/** Those that the overlay shows: without the parts that the hub left out. */
export function shownOps(entry: Entry): readonly Op[] {
  if (entry.state === "refused") return [];
  const ops = opsOf(entry);
  if (entry.state !== "parted" || entry.detail === null) return ops;
  const parts = entry.detail as readonly (readonly [string, string, string, string])[];
  const leftOut = new Set(parts.map(([entity, id, field]) => `${entity}/${id}/${field}`));
  return ops.map(([entity, id, seen, body, ...accept]) => {
    const kept = body && without(body, (field) => leftOut.has(`${entity}/${id}/${field}`));
    return [entity, id, seen, kept, ...accept];
  });
}

function without(body: Body, isLeftOut: (field: string) => boolean): Body {
  return Object.fromEntries(Object.entries(body).filter(([field]) => !isLeftOut(field)));
}
