import type { Doc } from "@/generated/entities";

/** What of one shelf an order uses up, in the shelf's own unit. */
export interface Use {
  readonly shelf: Doc<"inventory_item">;
  readonly amount: number;
}

const SIZE_FACTOR = { S: 0.75, M: 1, L: 1.3 } as const;

/** What making an order takes from the shelves of its station: milk by the cup's size, beans by
 * the shot, one cup of its size, one lid. A drink that names its own millilitres decides them where
 * milk is counted in millilitres; elsewhere the shelf says how much one cup uses. What stands on
 * no shelf is not counted; `drink` is missing for what was typed in. */
export function usesOf(
  order: Doc<"drink_order">,
  drink: Doc<"item"> | undefined,
  shelves: readonly Doc<"inventory_item">[],
): readonly Use[] {
  const uses: Use[] = [];
  const take = (shelf: Doc<"inventory_item"> | undefined, amount: number) => {
    if (shelf !== undefined && amount > 0) uses.push({ shelf, amount });
  };
  const supply = (of: Doc<"inventory_item">["supply"]) =>
    shelves.filter((shelf) => shelf.station === order.station && shelf.supply === of);

  if (order.milk !== undefined) {
    const shelf = supply("milk").find((milk) => milk.item === order.milk);
    take(shelf, Math.round(milkFor(drink, shelf) * SIZE_FACTOR[order.size]));
  }
  const beans = supply("beans")[0];
  take(beans, (beans?.per_cup ?? 0) * (order.shots ?? drink?.shots ?? 0));
  const cups = supply("cup");
  const cup = cups.find((one) => one.size === order.size) ?? cups.find((one) => !one.size);
  take(cup, cup?.per_cup ?? 0);
  const lid = supply("lid")[0];
  take(lid, lid?.per_cup ?? 0);
  return uses;
}

function milkFor(drink: Doc<"item"> | undefined, shelf: Doc<"inventory_item"> | undefined): number {
  if (shelf?.unit === "ml" && drink?.milk_ml) return drink.milk_ml;
  return shelf?.per_cup ?? 0;
}
