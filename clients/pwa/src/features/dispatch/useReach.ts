import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";

import { fetchReach, type Reach } from "@/api/reach";
import { useReplica } from "@/app/data";

/** How often the hub is asked while the board is looked at. */
const EVERY_MS = 15_000;
/** After a change was heard, devices get a moment to read it. */
const SETTLES_MS = 1_500;

/** What the hub said last about the drivers' devices. */
export interface Reached {
  /** Route -> what is known; undefined while it has said nothing. */
  readonly routes: ReadonlyMap<string, Reach> | undefined;
  /** When it said so, by its own clock; ms since 1970, 0 for never. */
  readonly asOf: number;
  /** The last question was not answered: what stands here is older than it should be. */
  readonly isStale: boolean;
}

/** Asks the hub how far the drivers' devices have read; what it cannot say now stays as it was. */
export function useReach(day: string): Reached {
  const replica = useReplica();
  const { data, isError, refetch } = useQuery({
    queryKey: ["routes", "reach", day],
    queryFn: async ({ signal }) => ({ routes: await fetchReach(day, signal), asOf: replica.now() }),
    refetchInterval: EVERY_MS,
    retry: false,
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = replica.onEvent(({ entity }) => {
      if (entity !== "stop" && entity !== "delivery") return;
      clearTimeout(timer);
      timer = setTimeout(() => void refetch(), SETTLES_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [replica, refetch]);
  return { routes: data?.routes, asOf: data?.asOf ?? 0, isStale: isError };
}
