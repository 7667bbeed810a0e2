import { useCallback, useMemo, useState } from "react";

import { useAll, useCount, useToday } from "@/app/data";
import { dayAfter, useCalendar } from "@/app/records/days";
import { NOTHING_TO_ASK } from "@/app/records/useByIds";
import { useSearch } from "@/app/records/useSearch";
import { useSettled } from "@/app/records/useSettled";
import type { DeliveryOrder, EntityName } from "@/generated/entities";
import type { Query, Where } from "@/replica/api";

import type { Filters } from "./filters";
import { joined, type OrderRow, passes, sorted, sumOf } from "./rows";
import { useBeside } from "./useBeside";

const WINDOW = 200;
const SEARCHED: readonly EntityName[] = ["delivery_order", "customer"];
/** The columns by which the store itself can sort, for lists too long to sort here. */
const STORED_ORDERS: readonly string[] = ["number", "state", "total"];

/** The list of orders as far as it is loaded. */
export interface Orders {
  /** Undefined while it is read for the first time. */
  readonly rows: readonly OrderRow[] | undefined;
  /** How many there are in all. */
  readonly total: number;
  /** What they come to; null where not all are loaded. */
  readonly sum: number | null;
  readonly more: () => void;
  /** Loads them all. */
  readonly whole: () => void;
}

/** The orders that the filters leave, live. A day, a route or a search is loaded whole and sorted
 * here; without any, the store sorts and hands out a window that grows. */
export function useOrders(filters: Filters): Orders {
  const [limit, setLimit] = useState(WINDOW);
  const more = useCallback(() => setLimit((before) => before + WINDOW), []);
  const whole = useCallback(() => setLimit(Infinity), []);
  const found = useSearch(filters.text, SEARCHED);
  const isWhole = filters.day !== "all" || filters.route !== null || found !== null;

  const ofDay = useOrdersOfDay(filters);
  const hits = useHits(found, filters.day === "all" && filters.route === null);
  const windowed = useWindow(filters, limit, !isWhole);
  const orders = useSettled(
    !isWhole ? windowed.orders : filters.day === "all" && filters.route === null ? hits : ofDay,
  );

  const beside = useBeside(orders, filters.day !== "all");
  const read = useMemo(() => {
    if (orders === undefined || beside === undefined) return undefined;
    const wanted = found === null || found === undefined ? null : idsOf(found);
    const left = joined(orders, beside).filter(
      (row) =>
        passes(row, filters) &&
        (wanted === null || wanted.has(row.order.id) || wanted.has(row.order.customer)),
    );
    return isWhole ? sorted(left, filters.sorting) : left;
  }, [orders, beside, found, filters, isWhole]);
  // An order without its customer would pass no filter by district: rows come whole.
  const rows = useSettled(read);

  if (isWhole) {
    const isReady = found !== undefined && rows !== undefined;
    return {
      rows: isReady ? rows : undefined,
      total: rows?.length ?? 0,
      sum: sumOf(rows ?? []),
      more,
      whole,
    };
  }
  const total = windowed.total ?? rows?.length ?? 0;
  return { rows, total, sum: rows?.length === total ? sumOf(rows) : null, more, whole };
}

function idsOf(found: ReadonlyMap<EntityName, readonly string[]>): ReadonlySet<string> {
  return new Set([...found.values()].flat());
}

/** The orders on the routes of the day; what was called off soon after it was placed; and today
 * everything that still waits for a route. */
function useOrdersOfDay(filters: Filters): readonly DeliveryOrder[] | undefined {
  const today = useToday();
  const day = filters.day === "today" ? today : filters.day === "all" ? null : filters.day;
  const routes = useAll(
    "route",
    filters.route !== null
      ? { where: { id: [filters.route] } }
      : day !== null
        ? { where: { day } }
        : (NOTHING_TO_ASK as Query<"route">),
  );
  const found = useAll("stop", {
    where: { route: (routes ?? []).map((route) => route.id).sort() },
  });
  // What is asked before its question is known answers nothing: that is no answer yet.
  const stops = useSettled(routes === undefined ? undefined : found);
  const ids = [...new Set((stops ?? []).map((stop) => stop.order ?? ""))].sort();
  const there = useAll("delivery_order", { where: { id: ids } });
  const onRoutes = useSettled(stops === undefined ? undefined : there);
  const isToday = day === today && filters.route === null;
  const open = useAll(
    "delivery_order",
    isToday ? OPEN : (NOTHING_TO_ASK as Query<"delivery_order">),
  );
  const clock = useCalendar();
  const calledOff = useAll(
    "delivery_order",
    filters.route === null ? CANCELLED : (NOTHING_TO_ASK as Query<"delivery_order">),
  );
  return useMemo(() => {
    const isRead = routes !== undefined && stops !== undefined && calledOff !== undefined;
    if (!isRead || onRoutes === undefined || open === undefined) return undefined;
    const off = calledOff.filter(({ placed_at: at }) => {
      if (day === null || at === undefined) return false;
      const placed = clock.dayOf(at);
      return placed === day || placed === dayAfter(day, -1);
    });
    return [...new Map([...onRoutes, ...open, ...off].map((one) => [one.id, one])).values()];
  }, [routes, stops, onRoutes, open, calledOff, clock, day]);
}

const OPEN: Query<"delivery_order"> = { where: { state: ["draft", "confirmed"] } };
const CANCELLED: Query<"delivery_order"> = { where: { state: "cancelled" } };

/** The orders that a search found, by themselves or by their customer. */
function useHits(
  found: ReadonlyMap<EntityName, readonly string[]> | null | undefined,
  isAsked: boolean,
): readonly DeliveryOrder[] | undefined {
  const ids = isAsked ? (found?.get("delivery_order") ?? []) : [];
  const owners = isAsked ? (found?.get("customer") ?? []) : [];
  const byId = useAll("delivery_order", { where: { id: [...ids].sort() } });
  const byCustomer = useAll("delivery_order", { where: { customer: [...owners].sort() } });
  return useMemo(() => {
    // What is asked before the search has found anything answers nothing: that is no answer yet.
    if (isAsked && found === undefined) return undefined;
    if (byId === undefined || byCustomer === undefined) return undefined;
    return [...new Map([...byId, ...byCustomer].map((order) => [order.id, order])).values()];
  }, [isAsked, found, byId, byCustomer]);
}

/** The first so many orders of all, as the store sorts them. */
function useWindow(
  filters: Filters,
  limit: number,
  isAsked: boolean,
): { readonly orders: readonly DeliveryOrder[] | undefined; readonly total: number | undefined } {
  const inDistrict = useAll(
    "customer",
    isAsked && filters.district !== null
      ? { where: { district: filters.district } }
      : (NOTHING_TO_ASK as Query<"customer">),
  );
  const where: Where<"delivery_order"> = isAsked
    ? {
        state: filters.states,
        ...(filters.payments.length > 0 ? { payment: filters.payments } : {}),
        ...(filters.district === null
          ? {}
          : { customer: (inDistrict ?? []).map((customer) => customer.id).sort() }),
      }
    : NOTHING_TO_ASK.where;
  const { by, descending } = filters.sorting ?? { by: "number", descending: true };
  const field = (STORED_ORDERS.includes(by) ? by : "number") as "number" | "state" | "total";
  const there = useAll("delivery_order", {
    where,
    order: [descending ? `-${field}` : field],
    ...(limit === Infinity ? {} : { limit }),
  });
  const total = useCount("delivery_order", where);
  const isKnown = inDistrict !== undefined;
  return { orders: isKnown ? there : undefined, total: isKnown ? total : undefined };
}
