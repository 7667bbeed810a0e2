import type { ReactNode } from "react";

import { useOne } from "@/app/data";
import { Skeleton } from "@/ui/Skeleton";

import { BLANK, draftOf } from "./form";
import { OrderFields } from "./OrderFields";

interface OrderFormProps {
  /** The order that is changed; null for a new one. */
  readonly order: string | null;
  /** A new one begins as a copy of this one. */
  readonly copyOf: string | null;
  /** A new one begins with this customer. */
  readonly customer: string | null;
  /** Leaves the form; with the id of an order that was made. */
  readonly onDone: (made: string | null) => void;
}

/** A form for a new order, a copy, or changes; it waits until what it begins with is read. */
export function OrderForm({ order, copyOf, customer, onDone }: OrderFormProps): ReactNode {
  const source = useOne("delivery_order", order ?? copyOf);
  if (source === undefined) return <Skeleton lines={8} />;
  const key = order ?? (copyOf !== null ? `copy/${copyOf}` : `new/${customer ?? ""}`);
  return (
    <OrderFields
      key={key}
      draftKey={`orders/${key}`}
      order={order === null ? null : source}
      begun={source === null ? { ...BLANK, customer } : draftOf(source, order === null)}
      onDone={onDone}
    />
  );
}
