import { useCallback } from "react";

import type { Doc } from "@/generated/entities";
import { useLanguage } from "@/i18n/use-language";

/** What stands on a shelf, in the screen's language as far as the catalogue knows it. */
export function useShelfName(): (
  shelf: Doc<"inventory_item">,
  item: Doc<"item"> | undefined,
) => string {
  const language = useLanguage();
  return useCallback(
    (shelf, item) => (language === "zh-TW" ? shelf.name : (item?.name_en ?? shelf.name)),
    [language],
  );
}
