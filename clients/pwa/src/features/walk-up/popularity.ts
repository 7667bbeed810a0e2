import type { Doc } from "@/generated/entities";

/** The menu by how often it was asked for, the most asked first; equals stay as they were. */
export interface Popularity {
  readonly drinks: readonly Doc<"item">[];
  readonly milks: readonly Doc<"item">[];
  /** The id of the drink that was asked for most; null where nothing was yet. */
  readonly first: string | null;
}

/** Puts the menu in the order in which a barista reaches for it. `asked`: the latest orders here. */
export function byPopularity(
  menu: Pick<Popularity, "drinks" | "milks">,
  asked: readonly Pick<Doc<"drink_order">, "item" | "milk">[],
): Popularity {
  const times = new Map<string, number>();
  for (const id of asked.flatMap(({ item, milk }) => [item, milk])) {
    if (id !== undefined) times.set(id, (times.get(id) ?? 0) + 1);
  }
  const count = (item: Doc<"item">) => times.get(item.id) ?? 0;
  const sorted = (items: readonly Doc<"item">[]) =>
    [...items].sort((one, other) => count(other) - count(one));
  const drinks = sorted(menu.drinks);
  const [top] = drinks;
  return {
    drinks,
    milks: sorted(menu.milks),
    first: top !== undefined && count(top) > 0 ? top.id : null,
  };
}
