import type { Doc } from "@/generated/entities";

/** Drinks by how often they were asked for, the most asked first; equals stay in the menu's order. */
export interface Popularity {
  readonly drinks: readonly Doc<"item">[];
  /** The id of the drink that was asked for most; null where nothing was yet. */
  readonly first: string | null;
}

/** Puts the menu in the order in which a barista reaches for it. `asked`: the latest orders here. */
export function byPopularity(
  menu: readonly Doc<"item">[],
  asked: readonly Doc<"drink_order">[],
): Popularity {
  const times = new Map<string, number>();
  for (const { item } of asked) {
    if (item !== undefined) times.set(item, (times.get(item) ?? 0) + 1);
  }
  const count = (drink: Doc<"item">) => times.get(drink.id) ?? 0;
  const drinks = [...menu].sort((one, other) => count(other) - count(one));
  const [top] = drinks;
  return { drinks, first: top !== undefined && count(top) > 0 ? top.id : null };
}
