import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/app/data";
import type { Doc, EntityName, FieldName } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";
import { Button } from "@/ui/Button";

import { CounterDialog } from "./CounterDialog";
import styles from "./CounterRow.module.css";
import { declared } from "./declared";
import { FieldRow } from "./FieldList";

interface CounterRowProps<E extends EntityName> {
  readonly entity: E;
  readonly doc: Doc<E>;
  readonly field: FieldName<E>;
  readonly value: number;
  /** The figure as it is shown. */
  readonly children: ReactNode;
  readonly unit?: string;
  readonly step?: number;
}

/** A counter with its history and the way to change it. */
export function CounterRow<E extends EntityName>(props: CounterRowProps<E>): ReactNode {
  const { entity, doc, field, value, children, unit, step } = props;
  const { t } = useTranslation("records");
  const said = useLabel();
  const mayEdit = useMay(entity, "edit", field);
  const [isOpen, setOpen] = useState(false);
  const shape = declared(entity, field);
  const label = shape === undefined ? field : said(shape.label);
  return (
    <FieldRow entity={entity} doc={doc} field={field}>
      <span className={styles.line}>
        <span>{children}</span>
        {mayEdit ? <Button onPress={() => setOpen(true)}>{t("counter.change")}</Button> : null}
      </span>
      <CounterDialog
        entity={entity}
        doc={doc}
        field={field}
        label={label}
        value={value}
        isOpen={isOpen}
        onOpenChange={setOpen}
        {...(unit === undefined ? {} : { unit })}
        {...(step === undefined ? {} : { step })}
      />
    </FieldRow>
  );
}
