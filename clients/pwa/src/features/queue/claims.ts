import type { Order } from "./board";

/** Who holds an order where several do. `people`: they all make or made it (ids of people).
 * `station`: it stands at several stations. `other`: they wrote different things. */
export interface Claims {
  readonly of: "people" | "station" | "other";
  readonly ids: readonly string[];
}

/** What an order's conflicts say about who holds it. */
export function claimsOf(order: Order): Claims {
  const conflicts = order._.c ?? {};
  if (conflicts.station !== undefined)
    return { of: "station", ids: distinct(conflicts.station.map(([value]) => String(value))) };
  if (conflicts.barista !== undefined)
    return { of: "people", ids: distinct(conflicts.barista.map(([value]) => String(value))) };
  const authors = (of: (typeof conflicts)[string] | undefined) =>
    distinct((of ?? []).map(([, , , actor]) => actor));
  if (conflicts.state !== undefined) return { of: "people", ids: authors(conflicts.state) };
  return { of: "other", ids: distinct(Object.values(conflicts).flatMap((all) => authors(all))) };
}

const distinct = (ids: readonly string[]) => [...new Set(ids)];
