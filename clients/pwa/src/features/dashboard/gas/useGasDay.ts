import { useMemo } from "react";

import { useAll } from "@/app/data";
import { dayAfter } from "@/app/records/days";
import { useSettled } from "@/app/records/useSettled";
import type { Delivery } from "@/generated/entities";

import type { GasDay } from "./figures";

const WEEK = 7;

/** The records of a delivery day, live; undefined while they are read. */
export function useGasDay(day: string): GasDay | undefined {
  const routes = useAll("route", { where: { day }, order: ["name"] });
  const ids = (routes ?? []).map((route) => route.id).sort();
  const foundStops = useAll("stop", { where: { route: ids } });
  const foundDeliveries = useAll("delivery", { where: { route: ids } });
  // What is asked before the routes are known answers nothing: that is no answer yet.
  const isAsked = routes !== undefined;
  const stops = useSettled(isAsked ? foundStops : undefined);
  const deliveries = useSettled(isAsked ? foundDeliveries : undefined);
  return useMemo(() => {
    if (routes === undefined || stops === undefined || deliveries === undefined) return undefined;
    return { routes, stops, deliveries };
  }, [routes, stops, deliveries]);
}

/** The deliveries of the seven days up to and with this one. */
export function useWeek(day: string): readonly Delivery[] | undefined {
  const days = Array.from({ length: WEEK }, (_, index) => dayAfter(day, -index));
  const routes = useAll("route", { where: { day: days } });
  const ids = (routes ?? []).map((route) => route.id).sort();
  const deliveries = useSettled(useAll("delivery", { where: { route: ids } }));
  return routes === undefined ? undefined : deliveries;
}
