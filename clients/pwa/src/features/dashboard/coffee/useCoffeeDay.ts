import { useCallback, useMemo } from "react";

import { useAll } from "@/app/data";
import { useCalendar } from "@/app/records/days";
import { placedAt } from "@/app/station/age";
import type { DrinkOrder } from "@/generated/entities";

import type { CoffeeDay } from "./figures";

const BY_NAME = { order: ["name"] } as const;

/** The records of a day of the event, live; undefined while they are read. */
export function useCoffeeDay(day: string): CoffeeDay | undefined {
  const clock = useCalendar();
  const isOfDay = useCallback(
    (order: DrinkOrder) => order.state !== "cancelled" && clock.dayOf(placedAt(order)) === day,
    [clock, day],
  );
  const stations = useAll("station", BY_NAME);
  const orders = useAll("drink_order", { filter: isOfDay });
  const shelves = useAll("inventory_item");
  return useMemo(() => {
    if (stations === undefined || orders === undefined || shelves === undefined) return undefined;
    return { stations, orders, shelves };
  }, [stations, orders, shelves]);
}
