import { declared } from "@/app/records/declared";
import type { Revision } from "@/app/records/versions";
import type { EntityName } from "@/generated/entities";

/** A counter that several people changed at the same time, and that came right by itself. */
export interface CameRight {
  readonly field: string;
  readonly before: number;
  readonly after: number;
  /** Each person's part. */
  readonly parts: readonly { readonly actor: string; readonly change: number }[];
}

/** The counters that several people changed since an instant (ms since 1970): all changes count,
 * so nobody has to choose. `revisions`: newest first. */
export function cameRight(
  entity: EntityName,
  revisions: readonly Revision[],
  since: number,
): readonly CameRight[] {
  const found = new Map<string, { before: number; after: number; parts: Map<string, number> }>();
  for (const revision of [...revisions].reverse()) {
    if (revision.at < since || revision.act !== "edit") continue;
    for (const [field, [before, after]] of Object.entries(revision.fields)) {
      if (declared(entity, field)?.kind !== "counter") continue;
      if (typeof before !== "number" || typeof after !== "number") continue;
      const entry = found.get(field) ?? { before, after, parts: new Map<string, number>() };
      const part = entry.parts.get(revision.actor) ?? 0;
      entry.parts.set(revision.actor, part + after - before);
      found.set(field, { ...entry, after });
    }
  }
  return [...found]
    .filter(([, { parts }]) => parts.size > 1)
    .map(([field, { before, after, parts }]) => ({
      field,
      before,
      after,
      parts: [...parts].map(([actor, change]) => ({ actor, change })),
    }));
}
