import { useQuery } from "@tanstack/react-query";

import { fetchReach } from "@/api/reach";
import { useReplica } from "@/app/data";

const EVERY_MS = 30_000;

/** When each route's driver was last heard from, ms since 1970, as the server knows it; empty
 * without contact. */
export function useReach(day: string): ReadonlyMap<string, number> {
  const organisation = useReplica().identity?.organisation.id ?? "";
  const { data } = useQuery({
    queryKey: ["reach", organisation, day],
    queryFn: ({ signal }) => fetchReach(day, signal),
    refetchInterval: EVERY_MS,
  });
  return new Map(
    [...(data ?? [])].flatMap(([route, { lastContact: at }]) =>
      at === null ? [] : [[route, at] as const],
    ),
  );
}
