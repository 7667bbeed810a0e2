import type { ReactNode } from "react";

import type { EntityName } from "@/generated/entities";

import { declared } from "./declared";
import { NameOf } from "./RecordName";
import { useFieldText } from "./useFieldText";

interface FieldValueProps {
  readonly entity: EntityName;
  readonly field: string;
  readonly value: unknown;
}

/** A field's value in words; what it refers to by its name. */
export function FieldValue({ entity, field, value }: FieldValueProps): ReactNode {
  const text = useFieldText();
  const target = declared(entity, field)?.ref;
  if (target !== undefined && typeof value === "string") {
    return <NameOf entity={target} id={value} />;
  }
  return text(entity, field, value);
}
