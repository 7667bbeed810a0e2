import { useMemo } from "react";

import { useFormat } from "@/app/data";
import { type Customer, ENTITIES } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";
import type { Column } from "@/ui/table/columns";

import styles from "./customers.module.css";

const FIELDS = ENTITIES.customer.fields;

/** The columns of the list of customers. */
export function useColumns(): readonly Column<Customer>[] {
  const said = useLabel();
  const format = useFormat();
  return useMemo(
    (): readonly Column<Customer>[] => [
      {
        id: "name",
        title: said(FIELDS.name.label),
        track: "minmax(7rem, 1fr)",
        spot: "title",
        sortable: true,
        cell: (row) => <b>{row.name}</b>,
      },
      {
        id: "phone",
        title: said(FIELDS.phone.label),
        track: "9rem",
        spot: "mark",
        cell: (row) => <span>{row.phone ?? "—"}</span>,
      },
      {
        id: "address",
        title: said(FIELDS.address.label),
        track: "minmax(9rem, 2fr)",
        spot: "line",
        from: 38,
        cell: (row) => (
          <span className={styles.soft} title={row.address}>
            {row.address ?? "—"}
          </span>
        ),
      },
      {
        id: "district",
        title: said(FIELDS.district.label),
        track: "6rem",
        spot: "none",
        from: 56,
        sortable: true,
        cell: (row) => <span>{row.district ?? "—"}</span>,
      },
      {
        id: "sizes",
        title: said(FIELDS.sizes.label),
        track: "8rem",
        spot: "none",
        from: 64,
        cell: (row) => <span>{(row.sizes ?? []).join("、") || "—"}</span>,
      },
      {
        id: "cylinders",
        title: said(FIELDS.cylinders.label),
        track: "7rem",
        spot: "none",
        align: "end",
        from: 46,
        sortable: true,
        cell: (row) => <span>{format.number(row.cylinders)}</span>,
      },
      {
        id: "deposit",
        title: said(FIELDS.deposit.label),
        track: "7rem",
        spot: "figure",
        align: "end",
        sortable: true,
        cell: (row) => <span>{format.money(row.deposit)}</span>,
      },
    ],
    [said, format],
  );
}
