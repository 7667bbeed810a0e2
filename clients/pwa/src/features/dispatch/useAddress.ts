import { useMemo } from "react";
import { useSearchParams } from "react-router";

import { useToday } from "@/app/data";

import { isDay } from "./board/days";

/** What of the board stands in the address, so that a reload or a link shows the same. */
export interface Address {
  readonly day: string;
  readonly district: string | null;
  /** The list that a narrow screen shows; null for the first. */
  readonly list: string | null;
  /** The order that somebody comes for; null where they come for none. */
  readonly order: string | null;
  /** What is in sight where there is no room for both. */
  readonly view: "board" | "map";
  readonly showDay: (day: string) => void;
  readonly showDistrict: (district: string | null) => void;
  readonly showList: (list: string) => void;
  /** The order was found in a list: a reload need not look for it again. */
  readonly foundOrder: (list: string) => void;
  readonly show: (view: "board" | "map") => void;
}

export function useAddress(): Address {
  const today = useToday();
  const [search, setSearch] = useSearchParams();
  return useMemo(() => {
    const set = (name: string, value: string | null): void => {
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          if (value === null) next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      );
    };
    const day = search.get("day");
    return {
      day: isDay(day) ? day : today,
      district: search.get("district"),
      list: search.get("route"),
      order: search.get("order"),
      view: search.get("view") === "map" ? "map" : "board",
      showDay: (chosen) => {
        set("day", chosen === today ? null : chosen);
      },
      showDistrict: (district) => {
        set("district", district);
      },
      showList: (list) => {
        set("route", list);
      },
      foundOrder: (list) => {
        setSearch(
          (before) => {
            const next = new URLSearchParams(before);
            next.delete("order");
            next.set("route", list);
            return next;
          },
          { replace: true },
        );
      },
      show: (view) => {
        set("view", view === "map" ? "map" : null);
      },
    };
  }, [search, setSearch, today]);
}
