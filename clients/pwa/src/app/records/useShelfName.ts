import { useCallback } from "react";

import { useCatalogue } from "@/app/station/catalogue";
import type { InventoryItem } from "@/generated/entities";

/** What people call what stands on a shelf: the name of its item in the screen's language where it
 * is of the catalogue, else as it was entered. */
export function useShelfName(): (shelf: InventoryItem) => string {
  const { get, nameOf } = useCatalogue();
  return useCallback(
    (shelf) => {
      const item = get(shelf.item);
      return item === undefined ? shelf.name : nameOf(item);
    },
    [get, nameOf],
  );
}
