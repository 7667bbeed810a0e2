import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import { useLinesText } from "@/app/records/useFieldText";
import type { Column } from "@/ui/table/columns";

import { OrderState } from "./OrderState";
import type { OrderRow } from "./rows";
import styles from "./orders.module.css";

/** The columns of the list of orders. Where the window of all orders is shown, only what the store
 * sorts by can be sorted by. */
export function useColumns(isWhole: boolean): readonly Column<OrderRow>[] {
  const { t } = useTranslation("orders");
  const format = useFormat();
  const lines = useLinesText();
  return useMemo(
    (): readonly Column<OrderRow>[] => [
      {
        id: "number",
        title: t("column.number"),
        track: "4.5rem",
        spot: "title",
        sortable: true,
        cell: ({ order }) => <b>{order.number ?? t("no-number")}</b>,
      },
      {
        id: "customer",
        title: t("column.customer"),
        track: "minmax(5.5rem, 1fr)",
        spot: "title",
        sortable: isWhole,
        cell: ({ customer }) => <span>{customer?.name ?? ""}</span>,
      },
      {
        id: "address",
        title: t("column.address"),
        track: "minmax(8rem, 2fr)",
        spot: "none",
        from: 52,
        cell: ({ customer }) => (
          <span className={styles.soft} title={customer?.address}>
            {customer?.address ?? ""}
          </span>
        ),
      },
      {
        id: "lines",
        title: t("column.lines"),
        track: "minmax(6rem, 0.9fr)",
        spot: "line",
        from: 40,
        cell: ({ order }) => <span title={lines(order.lines)}>{lines(order.lines)}</span>,
      },
      {
        id: "window",
        title: t("column.window"),
        track: "6.75rem",
        spot: "line",
        sortable: isWhole,
        cell: ({ order }) => (
          <span>{order.window === undefined ? "—" : t("window", { ...order.window })}</span>
        ),
      },
      {
        id: "route",
        title: t("column.route"),
        track: "minmax(7rem, 0.9fr)",
        spot: "none",
        from: 47,
        sortable: isWhole,
        cell: (row) => <span title={placeText(row)}>{placeText(row)}</span>,
      },
      {
        id: "state",
        title: t("column.state"),
        track: "8rem",
        spot: "mark",
        sortable: true,
        cell: ({ order, stop }) => <OrderState state={order.state} stop={stop} />,
      },
      {
        id: "total",
        title: t("column.total"),
        track: "4.75rem",
        spot: "figure",
        align: "end",
        sortable: true,
        cell: ({ order }) => (
          <span>{order.total === undefined ? "—" : format.number(order.total)}</span>
        ),
      },
    ],
    [t, format, lines, isWhole],
  );
}

/** Route and stop: `大安線 · 13`. */
export function placeText({ route, place }: OrderRow): string {
  if (route === undefined) return "—";
  return place === null ? route.name : `${route.name} · ${place}`;
}
