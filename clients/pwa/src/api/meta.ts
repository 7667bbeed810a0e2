import { object, orNull, text, whole } from "./border";
import { client } from "./client";

/** What a server says of itself before anybody has signed in. */
export interface Meta {
  readonly protocol: number;
  readonly schema: number;
  /** The oldest schema that it still tells. */
  readonly oldest_schema: number;
  /** Where the operator's street map is found; null where there is none. */
  readonly street_map: string | null;
}

const readMeta = object<Meta>({
  protocol: whole,
  schema: whole,
  oldest_schema: whole,
  street_map: orNull(text),
});

/** Asks the server what it is. */
export async function fetchMeta(): Promise<Meta> {
  const { data } = await client.GET("/meta");
  return readMeta(data, "meta");
}
