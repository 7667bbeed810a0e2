import { client } from "@/api/client";

import type { Reach } from "./board/contact";

/** Asks the hub what the devices of a day's drivers have read: route -> what is known of it. */
export async function fetchReach(
  day: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Reach>> {
  const { data } = await client.GET("/api/v1/routes/reach", { params: { query: { day } }, signal });
  const routes = Object.entries(data?.routes ?? {});
  return new Map(
    routes.map(([id, { unseen, taken, last_contact: lastContact }]) => [
      id,
      { unseen, taken, lastContact: lastContact ?? null },
    ]),
  );
}
