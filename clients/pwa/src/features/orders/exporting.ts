import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { useFieldText, useLinesText } from "@/app/records/useFieldText";
import type { Sheet } from "@/ui/table/csv";

import type { OrderRow } from "./rows";

/** Orders as a table for a file: figures as figures, so that they can be summed there. */
export function useSheet(): (rows: readonly OrderRow[]) => Sheet {
  const { t } = useTranslation("orders");
  const lines = useLinesText();
  const text = useFieldText();
  return useCallback(
    (rows) => ({
      name: t("title"),
      head: [
        t("column.number"),
        t("column.customer"),
        t("export.phone"),
        t("export.district"),
        t("column.address"),
        t("column.lines"),
        t("column.window"),
        t("export.route"),
        t("export.place"),
        t("column.state"),
        t("filter.payment"),
        t("column.total"),
        t("export.note"),
      ],
      rows: rows.map(({ order, customer, route, place }) => [
        order.number,
        customer?.name,
        customer?.phone,
        customer?.district,
        customer?.address,
        lines(order.lines),
        order.window === undefined ? "" : t("window", { ...order.window }),
        route?.name,
        place,
        t(`state.${order.state}`),
        text("delivery_order", "payment", order.payment),
        order.total,
        order.note,
      ]),
    }),
    [t, lines, text],
  );
}
