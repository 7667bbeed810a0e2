import { useEffect, useState } from "react";

import { useReplica } from "@/app/data";
import type { EntityName } from "@/generated/entities";
import type { Sought } from "@/replica/api";

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
    replica.prepareSearch(kinds.split(" ") as EntityName[]);
  }, [replica, kinds]);
  useEffect(() => {
    if (wanted === "") return;
    let isAsked = true;
    const names = kinds.split(" ") as EntityName[];
    const take = (hits: readonly Sought[]): void => {
      if (!isAsked) return;
      const ids = new Map<EntityName, string[]>();
      for (const hit of hits) {
        const list = ids.get(hit.entity);
        if (list === undefined) ids.set(hit.entity, [hit.doc.id]);
        else list.push(hit.doc.id);
      }
      setFound({ text: wanted, ids });
    };
    void replica.search(wanted, names, MOST, take).then(take);
    return () => {
      isAsked = false;
    };
  }, [replica, wanted, kinds]);
  if (wanted === "") return null;
  return found?.text === wanted ? found.ids : undefined;
}
