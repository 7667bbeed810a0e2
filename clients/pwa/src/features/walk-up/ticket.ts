import type { Doc, Values } from "@/generated/entities";

export type Size = Doc<"drink_order">["size"];
export const SIZES: readonly Size[] = ["S", "M", "L"];

/** What stands for "without milk" where a milk can be chosen. */
export const NO_MILK = "none";

/** A walk-up order while it is put together; it is kept on the tablet until it is sent. */
export interface Ticket {
  /** The drink's id; null while none is chosen or `typed` says what it is. */
  readonly drink: string | null;
  /** Something that is not on the menu; null where it is. */
  readonly typed: string | null;
  /** The milk's id, {@link NO_MILK}, or null while it is still to be chosen. */
  readonly milk: string | null;
  readonly size: Size;
  /** Null: as the drink usually has. */
  readonly shots: number | null;
  readonly name: string;
  readonly phone: string;
  readonly note: string;
  readonly group: string;
}

export const BLANK: Ticket = {
  drink: null,
  typed: null,
  milk: null,
  size: "M",
  shots: null,
  name: "",
  phone: "",
  note: "",
  group: "",
};

/** Whether a drink is asked with a milk; what is typed may have one. */
export function takesMilk(drink: Doc<"item"> | undefined): boolean {
  return drink === undefined || (drink.milk_ml ?? 0) > 0;
}

/** What is still missing before the order can be sent; null where nothing is. */
export function missing(ticket: Ticket, drink: Doc<"item"> | undefined): "drink" | "milk" | null {
  if (drink === undefined && (ticket.typed ?? "").trim() === "") return "drink";
  return ticket.milk === null && takesMilk(drink) ? "milk" : null;
}

/** How many shots the cup gets. */
export function shotsOf(ticket: Ticket, drink: Doc<"item"> | undefined): number {
  return ticket.shots ?? drink?.shots ?? 0;
}

/** Where, when and under which number an order is placed. */
export interface Placing {
  readonly station: string;
  readonly number: number | null;
  /** ms since 1970. */
  readonly at: number;
}

/** The order that a ticket becomes. */
export function orderOf(
  ticket: Ticket,
  drink: Doc<"item"> | undefined,
  { station, number, at }: Placing,
): Values<"drink_order"> {
  const text = (value: string) => value.trim() || null;
  const hasMilk = takesMilk(drink) && ticket.milk !== NO_MILK;
  return {
    number,
    station,
    item: drink?.id ?? null,
    drink: drink?.name ?? (ticket.typed ?? "").trim(),
    size: ticket.size,
    milk: hasMilk ? ticket.milk : null,
    shots: shotsOf(ticket, drink),
    name: text(ticket.name),
    phone: text(ticket.phone),
    note: text(ticket.note),
    group: text(ticket.group)?.toUpperCase() ?? null,
    placed_at: at,
  };
}
