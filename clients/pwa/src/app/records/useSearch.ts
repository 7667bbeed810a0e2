import { useEffect, useState } from "react";

import { useReplica } from "@/app/data";
import type { EntityName } from "@/generated/entities";

const MOST = 500;

/** The ids of the records that hold all words of a text, by entity; null while nothing is looked
 * for, undefined while it is being found. */
export function useSearch(
  text: string,
  entities: readonly EntityName[],
): ReadonlyMap<EntityName, readonly string[]> | null | undefined {
  const replica = useReplica();
  const [found, setFound] = useState<{
    readonly text: string;
    readonly ids: ReadonlyMap<EntityName, readonly string[]>;
  }>();
  const wanted = text.trim();
  const kinds = entities.join(" ");
  useEffect(() => {
    if (wanted === "") return;
    let isAsked = true;
    const names = kinds.split(" ") as EntityName[];
    void replica.search(wanted, names, MOST).then((hits) => {
      if (!isAsked) return;
      const ids = new Map<EntityName, string[]>();
      for (const hit of hits) {
        const list = ids.get(hit.entity);
        if (list === undefined) ids.set(hit.entity, [hit.doc.id]);
        else list.push(hit.doc.id);
      }
      setFound({ text: wanted, ids });
    });
    return () => {
      isAsked = false;
    };
  }, [replica, wanted, kinds]);
  if (wanted === "") return null;
  return found?.text === wanted ? found.ids : undefined;
}
