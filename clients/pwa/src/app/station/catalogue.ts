import { useMemo } from "react";

import { useAll } from "@/app/data";
import type { Doc } from "@/generated/entities";
import { useLanguage } from "@/i18n/use-language";

/** What is ordered and used up at the stations, by the names of the screen's language. */
export interface Catalogue {
  readonly isLoading: boolean;
  readonly drinks: readonly Doc<"item">[];
  readonly milks: readonly Doc<"item">[];
  readonly get: (id: string | undefined) => Doc<"item"> | undefined;
  readonly nameOf: (item: Doc<"item">) => string;
  /** The drink's name in the screen's language; as it was typed where it is not of the menu. */
  readonly drinkOf: (order: Doc<"drink_order">) => string;
}

const OF_STATIONS = { where: { kind: ["drink", "milk", "supply"] } } as const;

/** The menu, and what stands on the shelves. What is no longer sold stays known by name, for the
 * orders that name it. */
export function useCatalogue(): Catalogue {
  const language = useLanguage();
  const items = useAll("item", OF_STATIONS);
  return useMemo(() => {
    const byId = new Map(items?.map((item) => [item.id, item]));
    const get = (id: string | undefined) => (id === undefined ? undefined : byId.get(id));
    const nameOf = (item: Doc<"item">) =>
      language === "zh-TW" ? item.name : (item.name_en ?? item.name);
    const sold = (items ?? []).filter((item) => item.active);
    return {
      isLoading: items === undefined,
      drinks: sold.filter((item) => item.kind === "drink"),
      milks: sold.filter((item) => item.kind === "milk"),
      get,
      nameOf,
      drinkOf: (order) => {
        const item = get(order.item);
        return item === undefined ? order.drink : nameOf(item);
      },
    };
  }, [items, language]);
}
