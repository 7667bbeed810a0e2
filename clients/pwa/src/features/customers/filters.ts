import type { Sorting } from "@/ui/table/columns";

/** What the list of customers is narrowed to; it stands in the address. */
export interface Filters {
  readonly district: string | null;
  readonly text: string;
  readonly sorting: Sorting;
}

const BY_NAME: Sorting = { by: "name", descending: false };

/** The filters that an address asks for. */
export function readFilters(params: URLSearchParams): Filters {
  const sort = params.get("sort");
  return {
    district: params.get("district"),
    text: params.get("q") ?? "",
    sorting:
      sort === null ? BY_NAME : { by: sort.replace(/^-/, ""), descending: sort.startsWith("-") },
  };
}

/** The address of filters: what is as usual is left out, what is none of theirs is kept. */
export function writeFilters(params: URLSearchParams, change: Partial<Filters>): URLSearchParams {
  const filters = { ...readFilters(params), ...change };
  const next = new URLSearchParams(params);
  const { by, descending } = filters.sorting;
  const sort = `${descending ? "-" : ""}${by}`;
  put(next, "district", filters.district);
  put(next, "q", filters.text.trim() || null);
  put(next, "sort", sort === BY_NAME.by ? null : sort);
  return next;
}

function put(params: URLSearchParams, name: string, value: string | null): void {
  if (value === null) params.delete(name);
  else params.set(name, value);
}
