import { groupBy } from "@/app/records/groups";
import type { Customer, DeliveryOrder, Route, Stop } from "@/generated/entities";
import type { Sorting } from "@/ui/table/columns";

import type { Filters } from "./filters";

/** An order with what stands beside it in the list. `place`: how manieth stop of its route it is,
 * where all stops of the route are known. */
export interface OrderRow {
  readonly order: DeliveryOrder;
  readonly customer: Customer | undefined;
  readonly stop: Stop | undefined;
  readonly route: Route | undefined;
  readonly place: number | null;
}

/** What orders are joined with. */
export interface Beside {
  readonly customers: ReadonlyMap<string, Customer>;
  readonly stops: readonly Stop[];
  readonly routes: ReadonlyMap<string, Route>;
  /** Whether `stops` holds all stops of their routes. */
  readonly isWhole: boolean;
}

/** Puts orders together with their customer, stop and route. An order that was tried twice has two
 * stops: the later one counts. */
export function joined(orders: readonly DeliveryOrder[], beside: Beside): readonly OrderRow[] {
  const stopOf = new Map<string, Stop>();
  for (const stop of beside.stops) {
    if (stop.order === undefined) continue;
    const other = stopOf.get(stop.order);
    if (other === undefined || other.id < stop.id) stopOf.set(stop.order, stop);
  }
  const places = beside.isWhole ? placesOf(beside.stops) : new Map<string, number>();
  return orders.map((order) => {
    const stop = stopOf.get(order.id);
    return {
      order,
      customer: beside.customers.get(order.customer),
      stop,
      route: stop === undefined ? undefined : beside.routes.get(stop.route),
      place: stop === undefined ? null : (places.get(stop.id) ?? null),
    };
  });
}

/** Each stop's place on its route, from 1. */
function placesOf(stops: readonly Stop[]): ReadonlyMap<string, number> {
  const byRoute = groupBy(stops, (stop) => stop.route);
  const places = new Map<string, number>();
  for (const route of byRoute.values()) {
    const inOrder = [...route].sort((a, b) => a.sequence - b.sequence);
    inOrder.forEach((stop, index) => places.set(stop.id, index + 1));
  }
  return places;
}

/** Whether a row passes the filters that the store was not asked. */
export function passes(row: OrderRow, filters: Filters): boolean {
  const { order } = row;
  return (
    filters.states.includes(order.state) &&
    (filters.payments.length === 0 || filters.payments.includes(order.payment)) &&
    (filters.route === null || row.stop?.route === filters.route) &&
    (filters.district === null || row.customer?.district === filters.district)
  );
}

type Key = (row: OrderRow) => string | number;

const KEYS: Readonly<Record<string, Key>> = {
  number: (row) => row.order.number ?? Number.MAX_SAFE_INTEGER,
  customer: (row) => row.customer?.name ?? "",
  window: (row) => row.order.window?.start ?? "99",
  route: (row) => `${row.route?.name ?? "\uFFFF"} ${String(row.place ?? 0).padStart(4, "0")}`,
  state: (row) => row.order.state,
  total: (row) => row.order.total ?? 0,
};

/** Rows in the order that is asked for; without one the newest number comes first. */
export function sorted(rows: readonly OrderRow[], sorting: Sorting | null): readonly OrderRow[] {
  const { by, descending } = sorting ?? { by: "number", descending: true };
  const key = KEYS[by] ?? ((row: OrderRow) => row.order.number ?? 0);
  const way = descending ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: key(row) }));
  keyed.sort((a, b) => way * compare(a.key, b.key) || (a.row.order.id < b.row.order.id ? 1 : -1));
  return keyed.map((one) => one.row);
}

const chinese = new Intl.Collator("zh-TW", { numeric: true });

function compare(one: string | number, other: string | number): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return chinese.compare(String(one), String(other));
}

/** What the orders come to; cancelled ones are not paid. */
export function sumOf(rows: readonly OrderRow[]): number {
  return rows.reduce(
    (sum, { order }) => (order.state === "cancelled" ? sum : sum + (order.total ?? 0)),
    0,
  );
}
