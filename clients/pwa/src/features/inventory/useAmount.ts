import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import { measure } from "@/app/station/shelf";
import type { InventoryItem } from "@/generated/entities";

/** Words for an amount of what a shelf holds: `2.4 公升`, `120 個`. */
export function useAmount(): (shelf: InventoryItem, amount?: number) => string {
  const { t, i18n } = useTranslation("inventory");
  const format = useFormat();
  return useCallback(
    (shelf, amount = shelf.stock) => {
      const said = measure(shelf, amount);
      const key = `unit.${said.unit}`;
      const unit = i18n.exists(key, { ns: "inventory" }) ? t(key) : said.unit;
      return t("amount", { figure: format.number(said.figure), unit });
    },
    [t, i18n, format],
  );
}
