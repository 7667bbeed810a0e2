import type { DeliveryOrder } from "@/generated/entities";
import type { Sorting } from "@/ui/table/columns";

export type OrderState = DeliveryOrder["state"];
export type Payment = DeliveryOrder["payment"];

/** In the order of an order's life. */
export const STATES: readonly OrderState[] = [
  "draft",
  "confirmed",
  "assigned",
  "out_for_delivery",
  "delivered",
  "failed",
  "cancelled",
];
export const PAYMENTS: readonly Payment[] = ["cash", "transfer", "monthly", "card"];
export const NOT_DRAFTS: readonly OrderState[] = STATES.filter((state) => state !== "draft");

/** What the list of orders is narrowed to; it stands in the address. */
export interface Filters {
  /** `today`, `all`, or a day `YYYY-MM-DD`. */
  readonly day: string;
  readonly states: readonly OrderState[];
  /** A route's id. */
  readonly route: string | null;
  readonly payments: readonly Payment[];
  readonly district: string | null;
  readonly text: string;
  readonly sorting: Sorting | null;
}

/** The filters that an address asks for; what it does not know is as if it were not there. */
export function readFilters(params: URLSearchParams): Filters {
  const states = known(STATES, params.get("state"));
  return {
    day: dayOf(params.get("day")),
    states: states.length > 0 ? states : params.get("state") === "all" ? STATES : NOT_DRAFTS,
    route: params.get("route"),
    payments: known(PAYMENTS, params.get("payment")),
    district: params.get("district"),
    text: params.get("q") ?? "",
    sorting: sortingOf(params.get("sort")),
  };
}

/** The address of filters: what is as usual is left out, what is none of theirs is kept. */
export function writeFilters(params: URLSearchParams, change: Partial<Filters>): URLSearchParams {
  const filters = { ...readFilters(params), ...change };
  const next = new URLSearchParams(params);
  put(next, "day", filters.day === "today" ? null : filters.day);
  put(next, "state", statesText(filters.states));
  put(next, "route", filters.route);
  put(next, "payment", filters.payments.join(",") || null);
  put(next, "district", filters.district);
  put(next, "q", filters.text.trim() || null);
  put(next, "sort", sortingText(filters.sorting));
  return next;
}

/** Whether exactly these states are asked for. */
export function isStates(one: readonly OrderState[], other: readonly OrderState[]): boolean {
  return one.length === other.length && other.every((state) => one.includes(state));
}

function statesText(states: readonly OrderState[]): string | null {
  if (isStates(states, NOT_DRAFTS)) return null;
  return states.length === 0 || isStates(states, STATES) ? "all" : states.join(",");
}

function dayOf(text: string | null): string {
  if (text === "all") return "all";
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : "today";
}

function known<T extends string>(all: readonly T[], text: string | null): readonly T[] {
  const asked = text?.split(",") ?? [];
  return all.filter((one) => asked.includes(one));
}

function sortingOf(text: string | null): Sorting | null {
  if (text === null || text === "") return null;
  return { by: text.replace(/^-/, ""), descending: text.startsWith("-") };
}

function sortingText(sorting: Sorting | null): string | null {
  return sorting === null ? null : `${sorting.descending ? "-" : ""}${sorting.by}`;
}

function put(params: URLSearchParams, name: string, value: string | null): void {
  if (value === null) params.delete(name);
  else params.set(name, value);
}
