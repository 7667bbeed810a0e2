import { useMemo } from "react";

import { useLive, useNeedsYou, useReplica } from "@/app/data";
import type { Doc, EntityName } from "@/generated/entities";
import type { Line } from "@/replica/api";

import { splitsOf } from "./sides";

/** Something that waits for a person: a record in conflict, or a write that was refused. */
export type Entry =
  | {
      readonly kind: "conflict";
      /** Its key in the address. */
      readonly key: string;
      readonly entity: EntityName;
      readonly doc: Doc<EntityName>;
      readonly at: number;
    }
  | { readonly kind: "refused"; readonly key: string; readonly line: Line; readonly at: number };

/** All that waits for a person, the latest first; undefined while it is read. */
export function useInbox(): readonly Entry[] | undefined {
  const replica = useReplica();
  const conflicts = useLive(replica.conflicts());
  const refused = useNeedsYou();
  return useMemo(() => {
    if (conflicts === undefined || refused === undefined) return undefined;
    const entries: Entry[] = [
      ...conflicts.map(({ entity, doc }): Entry => ({
        kind: "conflict",
        key: doc.id,
        entity,
        doc,
        at: latestOf(entity, doc),
      })),
      ...refused.map((line): Entry => ({
        kind: "refused",
        key: `write-${line.seq}`,
        line,
        at: line.madeAt,
      })),
    ];
    return entries.sort((a, b) => b.at - a.at);
  }, [conflicts, refused]);
}

function latestOf(entity: EntityName, doc: Doc<EntityName>): number {
  const sides = splitsOf(entity, doc._).flatMap((split) => split.sides);
  return Math.max(0, ...sides.map((side) => side.at));
}
