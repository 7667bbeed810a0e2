import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import { measure } from "@/app/station/shelf";
import { useUnit } from "@/app/station/useUnit";
import type { InventoryItem } from "@/generated/entities";

/** Words for an amount of what a shelf holds: `2.4 公升`, `120 個`. */
export function useAmount(): (shelf: InventoryItem, amount?: number) => string {
  const { t } = useTranslation("inventory");
  const format = useFormat();
  const unitOf = useUnit();
  return useCallback(
    (shelf, amount = shelf.stock) => {
      const said = measure(shelf, amount);
      return t("amount", { figure: format.number(said.figure), unit: unitOf(said.unit) });
    },
    [t, format, unitOf],
  );
}
