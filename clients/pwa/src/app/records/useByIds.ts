import { useMemo } from "react";

import { useAll } from "@/app/data";
import type { Doc, EntityName } from "@/generated/entities";
import type { Where } from "@/replica/api";

import { useSettled } from "./useSettled";

/** A query that finds nothing, for when there is nothing to ask yet. */
export const NOTHING_TO_ASK: { readonly where: { readonly id: readonly string[] } } = {
  where: { id: [] },
};

/** Records by their ids, live. Ids may repeat and be missing. While others are read, those that
 * were there before are kept. */
export function useByIds<E extends EntityName>(
  entity: E,
  ids: readonly (string | null | undefined)[],
): ReadonlyMap<string, Doc<E>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null && id !== undefined).sort();
  const where = { id: wanted } as unknown as Where<E>;
  const found = useSettled(useAll(entity, { where }));
  return useMemo(() => new Map((found ?? []).map((doc) => [doc.id, doc])), [found]);
}
