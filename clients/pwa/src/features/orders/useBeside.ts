import { useMemo } from "react";

import { useAll } from "@/app/data";
import type { DeliveryOrder } from "@/generated/entities";

import type { Beside } from "./rows";

/** What stands beside these orders, live; undefined while any of it is being read. `isWhole`:
 * whether they are all orders of their routes. */
export function useBeside(
  orders: readonly DeliveryOrder[] | undefined,
  isWhole: boolean,
): Beside | undefined {
  const customers = useAll("customer", {
    where: { id: named(orders, ({ customer }) => customer) },
  });
  const stops = useAll("stop", { where: { order: named(orders, ({ id }) => id) } });
  const routes = useAll("route", { where: { id: named(stops, ({ route }) => route) } });
  return useMemo(() => {
    if (customers === undefined || stops === undefined || routes === undefined) return undefined;
    return { customers: byId(customers), stops, routes: byId(routes), isWhole };
  }, [customers, stops, routes, isWhole]);
}

function named<T>(records: readonly T[] | undefined, idOf: (record: T) => string): string[] {
  return [...new Set((records ?? []).map(idOf))].sort();
}

function byId<T extends { readonly id: string }>(records: readonly T[]): ReadonlyMap<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}
