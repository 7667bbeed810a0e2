import type { Doc, EntityName } from "@/generated/entities";

/** Where a record is worked on, as an address of the app; null where there is no such screen. */
export function recordPlace(entity: EntityName, doc: Doc<EntityName>): string | null {
  const fields = doc as unknown as Readonly<Record<string, unknown>>;
  switch (entity) {
    case "delivery_order":
      return `/office/orders/${doc.id}`;
    case "customer":
      return `/office/customers/${doc.id}`;
    case "route":
      return `/office/dispatch?day=${text(fields["day"])}&route=${doc.id}`;
    case "station":
      return `/station/${doc.id}/queue`;
    case "drink_order":
      return `/station/${text(fields["station"])}/queue`;
    case "inventory_item":
      return `/station/${text(fields["station"])}/stock`;
    default:
      return null;
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
