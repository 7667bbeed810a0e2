import type { Doc } from "@/generated/entities";

/** How a shelf stands, as the stock list says it. */
export type Level = "enough" | "low" | "out";

/** A shelf is low at its threshold, as the hub's low-stock alert has it, and out at nothing. */
export function levelOf(shelf: Doc<"inventory_item">): Level {
  if (shelf.stock <= 0) return "out";
  return shelf.stock <= shelf.threshold ? "low" : "enough";
}

/** For how many usual cups the shelf still has; null where no cup uses it. */
export function cupsLeft(shelf: Doc<"inventory_item">): number | null {
  if (shelf.supply === "other" || shelf.per_cup <= 0) return null;
  return Math.max(0, Math.floor(shelf.stock / shelf.per_cup));
}

/** An amount as people say it: grams as kilograms and millilitres as litres with one decimal,
 * everything else as it is counted. `unit` is a key of the stock's words, or the shelf's own. */
export interface Measure {
  readonly figure: number;
  readonly unit: string;
  /** The small unit in one of `unit`. */
  readonly per: number;
}

const LARGE: Readonly<Record<string, string>> = { g: "kg", ml: "l" };

/** See {@link Measure}. */
export function measure(shelf: Doc<"inventory_item">, amount: number = shelf.stock): Measure {
  const unit = LARGE[shelf.unit];
  if (unit === undefined) return { figure: amount, unit: shelf.unit, per: 1 };
  return { figure: Math.round(amount / 100) / 10, unit, per: 1000 };
}

const ORDER = ["milk", "beans", "cup", "lid", "other"] as const;
const SIZES = ["S", "M", "L"] as const;

/** Shelves in the order in which they are walked along: milk, beans, cups by size, lids, rest. */
export function alongTheShelves(one: Doc<"inventory_item">, other: Doc<"inventory_item">): number {
  return (
    ORDER.indexOf(one.supply) - ORDER.indexOf(other.supply) ||
    (one.size ? SIZES.indexOf(one.size) : 3) - (other.size ? SIZES.indexOf(other.size) : 3) ||
    one.name.localeCompare(other.name, "zh-Hant-TW")
  );
}
