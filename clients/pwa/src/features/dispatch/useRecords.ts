import { useMemo } from "react";

import { useAll } from "@/app/data";
import type { Doc } from "@/generated/entities";

import type { Records } from "./board/build";

const LIVE = ["planned", "arrived"] as const;

/** The records of one day as they stand here; undefined while they are being read. */
export function useRecords(day: string): Records | undefined {
  const routes = useAll("route", { where: { day } });
  const routeIds = useMemo(() => idsOf(routes), [routes]);
  const stops = useAll("stop", { where: { route: routeIds } });
  const deliveries = useAll("delivery", { where: { route: routeIds } });
  const confirmed = useAll("delivery_order", { where: { state: "confirmed" } });
  const live = useAll("stop", { where: { state: LIVE } });
  const orderIds = useMemo(() => named(stops, "order"), [stops]);
  const orders = useAll("delivery_order", { where: { id: orderIds } });
  const unassigned = useMemo(() => withoutStop(confirmed, live), [confirmed, live]);
  const customerIds = useMemo(
    () => [...new Set([...named(stops, "customer"), ...named(unassigned, "customer")])],
    [stops, unassigned],
  );
  const customers = useAll("customer", { where: { id: customerIds } });
  const people = useAll("person");
  const vehicles = useAll("vehicle");

  return useMemo(() => {
    if (!routes || !stops || !deliveries || !orders || !customers) return undefined;
    if (!unassigned || !people || !vehicles) return undefined;
    return {
      routes,
      stops,
      deliveries,
      orders: byId(orders),
      customers: byId(customers),
      people: byId(people),
      vehicles: byId(vehicles),
      unassigned,
    };
  }, [routes, stops, deliveries, orders, customers, unassigned, people, vehicles]);
}

/** Confirmed orders that no live stop stands for. */
function withoutStop(
  orders: readonly Doc<"delivery_order">[] | undefined,
  live: readonly Doc<"stop">[] | undefined,
): readonly Doc<"delivery_order">[] | undefined {
  if (!orders || !live) return undefined;
  const taken = new Set(live.map((stop) => stop.order));
  return orders.filter((order) => !taken.has(order.id));
}

function idsOf(docs: readonly { readonly id: string }[] | undefined): readonly string[] {
  return (docs ?? []).map((doc) => doc.id);
}

/** The ids that a field of the documents names, each once. */
function named<F extends string>(
  docs: readonly { readonly [K in F]?: string | null }[] | undefined,
  field: F,
): readonly string[] {
  const ids = (docs ?? []).map((doc) => doc[field]);
  return [...new Set(ids.filter((id) => typeof id === "string"))];
}

function byId<T extends { readonly id: string }>(docs: readonly T[]): ReadonlyMap<string, T> {
  return new Map(docs.map((doc) => [doc.id, doc]));
}
