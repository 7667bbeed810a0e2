import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { callOut } from "@/app/station/callout";
import { useCatalogue } from "@/app/station/catalogue";
import { ENTITIES, type Doc, type EntityName } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";

/** What people call a record: "訂單 2048", "A47 拿鐵", "王太太". Of one that has no name of its own,
 * what kind of thing it is. */
export type RecordName = (entity: EntityName, doc: Doc<EntityName> | null | undefined) => string;

/** Names records in the screen's language. */
export function useRecordName(): RecordName {
  const { t } = useTranslation("shell");
  const label = useLabel();
  const { get, nameOf } = useCatalogue();
  return useCallback(
    (entity, doc) => {
      const { label: kind, title } = ENTITIES[entity];
      if (doc == null) return label(kind);
      const fields = doc as unknown as Readonly<Record<string, unknown>>;
      const number = fields["number"];
      if (entity === "delivery_order" && typeof number === "number") {
        return t("record.delivery_order", { number });
      }
      // What is of the catalogue goes by its item's name in the screen's language.
      const item = typeof fields["item"] === "string" ? get(fields["item"]) : undefined;
      if (entity === "drink_order") {
        const typed = typeof fields["drink"] === "string" ? fields["drink"] : "";
        const drink = item === undefined ? typed : nameOf(item);
        if (typeof number !== "number") return drink === "" ? label(kind) : drink;
        return t("record.drink_order", { number: callOut(number), drink });
      }
      if (entity === "inventory_item" && item !== undefined) return nameOf(item);
      const name = title === undefined ? undefined : fields[title];
      return typeof name === "string" && name !== "" ? name : label(kind);
    },
    [t, label, get, nameOf],
  );
}
