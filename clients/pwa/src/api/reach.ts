import { instant, list, map, object, orNull, text } from "./border";
import { client } from "./client";

/** What the hub knows of the devices of a route's driver. */
export interface Reach {
  /** Stops changed after what the devices have read. */
  readonly unseen: readonly string[];
  /** Stops that were taken away and that the devices still hold. */
  readonly taken: readonly string[];
  /** ms since 1970; null where no device of the driver ever had contact. */
  readonly lastContact: number | null;
}

const readReach = object({
  routes: map(object({ unseen: list(text), taken: list(text), last_contact: orNull(instant) })),
});

/** Asks the hub what the devices of a day's drivers have read: route -> what is known of it. */
export async function fetchReach(
  day: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Reach>> {
  const { data } = await client.GET("/api/v1/routes/reach", { params: { query: { day } }, signal });
  const { routes } = readReach(data, "reach");
  return new Map(
    Object.entries(routes).map(([id, { unseen, taken, last_contact: lastContact }]) => [
      id,
      { unseen, taken, lastContact },
    ]),
  );
}
