import { useCallback, useMemo, useState } from "react";

import { useAll, useCount } from "@/app/data";
import { useSearch } from "@/app/records/useSearch";
import { useSettled } from "@/app/records/useSettled";
import type { Customer, EntityName } from "@/generated/entities";
import type { Where } from "@/replica/api";

import type { Filters } from "./filters";

const WINDOW = 200;
const SEARCHED: readonly EntityName[] = ["customer"];
const SORTABLE = ["name", "district", "cylinders", "deposit"] as const;

/** The list of customers as far as it is loaded. */
export interface Customers {
  /** Undefined while it is read for the first time. */
  readonly rows: readonly Customer[] | undefined;
  readonly total: number;
  readonly more: () => void;
  /** Loads them all. */
  readonly whole: () => void;
}

/** The customers that the filters leave, live: sorted by the store, in a window that grows. */
export function useCustomers(filters: Filters): Customers {
  const [limit, setLimit] = useState(WINDOW);
  const more = useCallback(() => setLimit((before) => before + WINDOW), []);
  const whole = useCallback(() => setLimit(Infinity), []);
  const found = useSearch(filters.text, SEARCHED);
  const where: Where<"customer"> = {
    ...(filters.district === null ? {} : { district: filters.district }),
    ...(found === null ? {} : { id: [...(found?.get("customer") ?? [])].sort() }),
  };
  const by = SORTABLE.find((field) => field === filters.sorting.by) ?? "name";
  const there = useAll("customer", {
    where,
    order: [filters.sorting.descending ? `-${by}` : by],
    ...(limit === Infinity ? {} : { limit }),
  });
  // What is asked before the search has found anything answers nothing: that is no answer yet.
  const isFound = found !== undefined;
  const rows = useSettled(isFound ? there : undefined);
  const total = useCount("customer", where);
  return useMemo(
    () => ({ rows: isFound ? rows : undefined, total: total ?? rows?.length ?? 0, more, whole }),
    [isFound, rows, total, more, whole],
  );
}
