import { useQuery } from "@tanstack/react-query";

import { client } from "@/api/client";
import { useReplica } from "@/app/data";

const EVERY_MS = 30_000;

/** When each route's driver was last heard from, ms since 1970, as the server knows it; empty
 * without contact. */
export function useReach(day: string): ReadonlyMap<string, number> {
  const organisation = useReplica().identity?.organisation.id ?? "";
  const { data } = useQuery({
    queryKey: ["reach", organisation, day],
    queryFn: async ({ signal }) =>
      (await client.GET("/api/v1/routes/reach", { params: { query: { day } }, signal })).data,
    refetchInterval: EVERY_MS,
  });
  return new Map(
    Object.entries(data?.routes ?? {}).flatMap(([route, { last_contact: at }]) =>
      at === null ? [] : [[route, at] as const],
    ),
  );
}
