import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { readHistory } from "@/api/history";
import { useOne, useReplica, useStats } from "@/app/data";
import type { EntityName } from "@/generated/entities";

import type { Revision } from "./versions";

/** A record's history, which only the server holds. `none`: there is no contact, and nothing was
 * read before. `revisions` may be older than the screen then. */
export interface History {
  readonly state: "loading" | "ready" | "none" | "failed";
  readonly revisions: readonly Revision[];
  readonly retry: () => void;
}

const FRESH_MS = 5_000;

/** Asks for a record's history while `wanted`, and again whenever the record has changed here and
 * the server has what was written here. */
export function useHistory(entity: EntityName, id: string, wanted: boolean): History {
  const stats = useStats();
  const replica = useReplica();
  const link = stats?.contact.link;
  const isOut = link === "offline";
  const doc = useOne(entity, wanted ? id : null);
  const isIn = stats !== undefined && stats.waiting + stats.sent === 0;
  const seen = [JSON.stringify(doc?._.v ?? {}), isIn] as const;
  const query = useQuery({
    queryKey: ["history", replica.identity?.organisation.id ?? "", entity, id, ...seen],
    queryFn: ({ signal }) => readHistory(entity, id, signal),
    enabled: wanted && !isOut,
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  });
  const revisions = query.data ?? [];
  const retry = (): void => void query.refetch();
  if (query.data !== undefined) return { state: "ready", revisions, retry };
  if (isOut) return { state: "none", revisions, retry };
  return { state: query.isError ? "failed" : "loading", revisions, retry };
}
