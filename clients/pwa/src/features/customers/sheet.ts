import type { TFunction } from "i18next";

import type { Customer } from "@/generated/entities";
import type { Sheet } from "@/ui/table/csv";

/** Customers as a table for a file. */
export function sheetOf(rows: readonly Customer[], t: TFunction<"customers">): Sheet {
  return {
    name: t("title"),
    head: [
      t("file-head.name"),
      t("file-head.phone"),
      t("file-head.district"),
      t("file-head.address"),
      t("file-head.note"),
      t("file-head.sizes"),
      t("file-head.cylinders"),
      t("file-head.deposit"),
      t("file-head.lat"),
      t("file-head.lon"),
    ],
    rows: rows.map((row) => [
      row.name,
      row.phone,
      row.district,
      row.address,
      row.note,
      (row.sizes ?? []).join(" "),
      row.cylinders,
      row.deposit,
      row.place?.lat,
      row.place?.lon,
    ]),
  };
}
