import { useEffect, useMemo, useState } from "react";

import { useAll, useReplica, useToday } from "@/app/data";
import { useShelfName } from "@/app/records/useShelfName";
import { callOut } from "@/app/station/callout";
import type { Doc } from "@/generated/entities";

import { hear } from "./hear";
import { heardToo, KEPT, merged, ofDelivery, type Known, type Told } from "./told";

/** What happened last, the newest first: today's deliveries, and what was heard since the page was
 * opened. */
export function useTold(): readonly Told[] {
  const heard = useHeard();
  const delivered = useDelivered();
  return useMemo(() => merged(heard, delivered), [heard, delivered]);
}

function useHeard(): readonly Told[] {
  const replica = useReplica();
  const shelfName = useShelfName();
  const [heard, setHeard] = useState<readonly Told[]>([]);
  useEffect(
    () =>
      replica.onEvent((event) => {
        void hear(replica, event, { callOut, shelfName }).then((line) => {
          if (line !== null) setHeard((lines) => heardToo(lines, line));
        });
      }),
    [replica, shelfName],
  );
  return heard;
}

function useDelivered(): readonly Told[] {
  const day = useToday();
  const routes = useAll("route", { where: { day } });
  const routeIds = useMemo(() => (routes ?? []).map((route) => route.id), [routes]);
  const stops = useAll("stop", { where: { route: routeIds } });
  const deliveries = useAll("delivery", {
    where: { route: routeIds },
    order: ["-at"],
    limit: KEPT,
  });
  const customerIds = useMemo(() => customersOf(stops, deliveries), [stops, deliveries]);
  const customers = useAll("customer", { where: { id: customerIds } });
  return useMemo(() => {
    const known = placesOf(routes ?? [], stops ?? [], customers ?? []);
    return (deliveries ?? []).flatMap(
      (delivery) => ofDelivery(delivery, known(delivery.stop)) ?? [],
    );
  }, [routes, stops, deliveries, customers]);
}

function customersOf(
  stops: readonly Doc<"stop">[] | undefined,
  deliveries: readonly Doc<"delivery">[] | undefined,
): readonly string[] {
  const told = new Set((deliveries ?? []).map((delivery) => delivery.stop));
  const ids = (stops ?? []).filter((stop) => told.has(stop.id)).map((stop) => stop.customer);
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/** Where a stop stands, as the dispatch board numbers it. */
function placesOf(
  routes: readonly Doc<"route">[],
  stops: readonly Doc<"stop">[],
  customers: readonly Doc<"customer">[],
): (stop: string) => Known | undefined {
  const names = new Map(customers.map((customer) => [customer.id, customer.name]));
  const known = new Map<string, Known>();
  [...routes].sort(byId).forEach((route, index) => {
    const own = stops.filter((stop) => stop.route === route.id);
    own.sort((a, b) => a.sequence - b.sequence || byId(a, b));
    own.forEach((stop, place) => {
      const customer = names.get(stop.customer ?? "") ?? "";
      known.set(stop.id, { badge: index + 1, number: place + 1, customer });
    });
  });
  return (stop) => known.get(stop);
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
