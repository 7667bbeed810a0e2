import { groupBy } from "@/app/records/groups";
import { placedAt } from "@/app/station/age";
import { levelOf } from "@/app/station/shelf";
import type { DrinkOrder, InventoryItem, Station } from "@/generated/entities";

/** The records of a day of a coffee event. */
export interface CoffeeDay {
  readonly stations: readonly Station[];
  readonly orders: readonly DrinkOrder[];
  readonly shelves: readonly InventoryItem[];
}

/** How one station is doing. */
export interface StationFigures {
  readonly station: Station;
  readonly toMake: number;
  readonly making: number;
  readonly done: number;
  /** From the order to the finished cup, ms; null before the first. */
  readonly wait: number | null;
}

/** Whether the cup is made. */
export function isMade(order: DrinkOrder): boolean {
  return order.state === "completed" || order.state === "picked_up";
}

/** The average time from the order to the finished cup, ms; null where there is none. */
export function averageWait(orders: readonly DrinkOrder[]): number | null {
  const waits = orders.flatMap((order) =>
    isMade(order) && order.completed_at !== undefined
      ? [Math.max(0, order.completed_at - placedAt(order))]
      : [],
  );
  if (waits.length === 0) return null;
  return waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
}

/** Each station's figures, in the order of the stations. */
export function stationFigures(day: CoffeeDay): readonly StationFigures[] {
  const ordersOf = groupBy(day.orders, (order) => order.station);
  return day.stations.map((station) => {
    const orders = ordersOf.get(station.id) ?? [];
    const inState = (state: DrinkOrder["state"]): number =>
      orders.filter((order) => order.state === state).length;
    return {
      station,
      toMake: inState("pending"),
      making: inState("in_progress"),
      done: orders.filter(isMade).length,
      wait: averageWait(orders),
    };
  });
}

/** The shelves on which something runs short, the emptiest first. */
export function shortShelves(shelves: readonly InventoryItem[]): readonly InventoryItem[] {
  const share = (shelf: InventoryItem): number => shelf.stock / Math.max(1, shelf.threshold);
  return shelves.filter((shelf) => levelOf(shelf) !== "enough").sort((a, b) => share(a) - share(b));
}

/** What was asked for most: what it is called, and how often. */
export function mostAsked(
  orders: readonly DrinkOrder[],
  nameOf: (order: DrinkOrder) => string,
): readonly (readonly [string, number])[] {
  return [...groupBy(orders, nameOf)]
    .map(([name, all]) => [name, all.length] as const)
    .sort((a, b) => b[1] - a[1]);
}
