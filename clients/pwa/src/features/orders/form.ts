import type {
  Changes,
  CustomerValues,
  DeliveryOrder,
  OrderLine,
  Values,
  Window,
} from "@/generated/entities";

/** A customer who is taken in together with the order. */
export interface NewCustomer {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly district: string;
}

/** What stands in the form: texts as they are typed, kept as a draft. */
export interface OrderDraft {
  readonly customer: string | null;
  readonly newCustomer: NewCustomer | null;
  readonly lines: readonly Required<OrderLine>[];
  readonly priority: DeliveryOrder["priority"];
  readonly start: string;
  readonly end: string;
  readonly payment: DeliveryOrder["payment"];
  readonly note: string;
}

export const BLANK: OrderDraft = {
  customer: null,
  newCustomer: null,
  lines: [],
  priority: "normal",
  start: "",
  end: "",
  payment: "cash",
  note: "",
};

/** The form for an order that is there; a copy leaves out what was only meant for that day. */
export function draftOf(order: DeliveryOrder, isCopy = false): OrderDraft {
  return {
    customer: order.customer,
    newCustomer: null,
    lines: order.lines.map((line) => ({ ...line, price: line.price ?? 0 })),
    priority: isCopy ? "normal" : order.priority,
    start: order.window?.start ?? "",
    end: order.window?.end ?? "",
    payment: order.payment,
    note: isCopy ? "" : (order.note ?? ""),
  };
}

/** What the lines come to, in whole units of the currency. */
export function totalOf(lines: readonly OrderLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * (line.price ?? 0), 0);
}

/** A mistake that the declaration cannot know: its word in the texts of the form. */
export type Fault = "no-customer" | "no-name" | "no-lines" | "window-half" | "window-backwards";

/** field -> what is wrong there. */
export function faultsOf(draft: OrderDraft): Readonly<Record<string, Fault>> {
  const faults: Record<string, Fault> = {};
  if (draft.newCustomer !== null) {
    if (draft.newCustomer.name.trim() === "") faults["name"] = "no-name";
  } else if (draft.customer === null) {
    faults["customer"] = "no-customer";
  }
  if (draft.lines.length === 0) faults["lines"] = "no-lines";
  if ((draft.start === "") !== (draft.end === "")) faults["window"] = "window-half";
  else if (draft.start !== "" && draft.end <= draft.start) faults["window"] = "window-backwards";
  return faults;
}

/** The order as a record's values. */
export function valuesOf(draft: OrderDraft, customer: string): Values<"delivery_order"> {
  return {
    customer,
    lines: draft.lines,
    priority: draft.priority,
    window: windowOf(draft),
    payment: draft.payment,
    total: totalOf(draft.lines),
    note: draft.note.trim() || null,
  };
}

/** What was changed against the order as it stands: what nobody touched stays untouched, so that it
 * cannot collide with what somebody else writes meanwhile. */
export function changesOf(
  draft: OrderDraft,
  begun: OrderDraft,
  customer: string,
): Changes<"delivery_order"> {
  const now = valuesOf(draft, customer);
  const before = valuesOf(begun, begun.customer ?? "");
  const changed = Object.entries(now).filter(
    ([field, value]) =>
      JSON.stringify(value) !== JSON.stringify(before[field as keyof typeof before]),
  );
  return Object.fromEntries(changed);
}

/** The values of a customer who is taken in with the order. */
export function customerValues(customer: NewCustomer): CustomerValues {
  return {
    name: customer.name.trim(),
    phone: customer.phone.trim() || null,
    address: customer.address.trim() || null,
    district: customer.district.trim() || null,
  };
}

function windowOf(draft: OrderDraft): Window | null {
  return draft.start === "" || draft.end === "" ? null : { start: draft.start, end: draft.end };
}
