import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useOne } from "@/app/data";
import { useRecordName } from "@/app/naming/useRecordName";
import { ENTITIES, type Doc, type EntityName } from "@/generated/entities";

interface RecordNameProps {
  readonly entity: EntityName;
  readonly doc: Doc<EntityName>;
}

/** What people call a record. One without a name of its own goes by its customer's. */
export function RecordName({ entity, doc }: RecordNameProps): ReactNode {
  const { t } = useTranslation("records");
  const nameOf = useRecordName();
  const owner = "customer" in doc ? doc.customer : undefined;
  const isNamed = ENTITIES[entity].title !== undefined;
  const customer = useOne("customer", isNamed ? null : owner);
  const name = nameOf(entity, doc);
  return customer === null || customer === undefined
    ? name
    : t("named", { kind: name, name: customer.name });
}

/** What people call the record of an id; nothing while it is read. */
export function NameOf(props: { readonly entity: EntityName; readonly id: string }): ReactNode {
  const found = useOne(props.entity, props.id);
  return found === null || found === undefined ? (
    ""
  ) : (
    <RecordName entity={props.entity} doc={found} />
  );
}
