import { useEffect, useState } from "react";

import { useReplica } from "@/app/data";
import { useRecordName } from "@/app/naming/useRecordName";
import { recordPlace } from "@/app/naming/record-place";
import type { Doc, EntityName } from "@/generated/entities";
import type { Sought } from "@/replica/api";

const LOOKED_IN: readonly EntityName[] = [
  "delivery_order",
  "customer",
  "route",
  "station",
  "drink_order",
  "inventory_item",
];
const MOST = 12;
/** How long a person rests between two keys, in ms. */
const REST = 80;

/** A record that was found. */
export interface Hit {
  readonly id: string;
  readonly entity: EntityName;
  readonly name: string;
  readonly note: string;
  readonly to: string;
}

/** The records that hold all words of a text; of this device's own store, so without contact, too. */
export function useHits(text: string): readonly Hit[] {
  const replica = useReplica();
  const name = useRecordName();
  const [found, setFound] = useState<{ readonly text: string; readonly hits: readonly Hit[] }>();
  const wanted = text.trim();
  useEffect(() => {
    replica.prepareSearch(LOOKED_IN);
  }, [replica]);
  useEffect(() => {
    if (wanted === "") return;
    let isAsked = true;
    const timer = setTimeout(() => {
      const take = (records: readonly Sought[]): void => {
        if (!isAsked) return;
        const hits = records.flatMap(({ entity, doc }): Hit[] => {
          const to = recordPlace(entity, doc);
          if (to === null) return [];
          return [
            { id: `${entity}/${doc.id}`, entity, name: name(entity, doc), note: note(doc), to },
          ];
        });
        setFound({ text: wanted, hits });
      };
      void replica.search(wanted, LOOKED_IN, MOST, take).then(take);
    }, REST);
    return () => {
      isAsked = false;
      clearTimeout(timer);
    };
  }, [replica, wanted, name]);
  return wanted === "" ? [] : (found?.hits ?? []);
}

function note(doc: Doc<EntityName>): string {
  const fields = doc as unknown as Readonly<Record<string, unknown>>;
  return ["phone", "address", "day", "note"]
    .map((field) => fields[field])
    .filter((value): value is string => typeof value === "string" && value !== "")
    .slice(0, 2)
    .join(" · ");
}
