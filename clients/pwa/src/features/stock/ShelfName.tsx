import { useShelfName } from "@/app/records/useShelfName";
import type { Doc } from "@/generated/entities";
import { Milk } from "@/ui/Milk";

interface ShelfNameProps {
  readonly shelf: Doc<"inventory_item">;
  /** The catalogue's item, where the shelf holds one. */
  readonly item: Doc<"item"> | undefined;
  readonly className?: string | undefined;
}

/** What stands on a shelf; milk with its dot. */
export function ShelfName({ shelf, item, className }: ShelfNameProps) {
  const name = useShelfName()(shelf);
  if (shelf.supply === "milk") {
    return <Milk colour={item?.colour} name={name} {...(className && { className })} />;
  }
  return <span className={className}>{name}</span>;
}
