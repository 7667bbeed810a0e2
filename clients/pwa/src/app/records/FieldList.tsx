import { History } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Doc, EntityName, FieldName } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";
import { IconButton } from "@/ui/IconButton";

import { declared } from "./declared";
import { FieldHistory } from "./FieldHistory";
import styles from "./FieldList.module.css";

/** A list of fields of records, each with its history one press away. */
export function FieldList({ children }: { readonly children: ReactNode }): ReactNode {
  return <dl className={styles.list}>{children}</dl>;
}

interface FieldRowProps<E extends EntityName> {
  readonly entity: E;
  readonly doc: Doc<E>;
  readonly field: FieldName<E>;
  /** Stands for the declared label where it would be ambiguous. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** One field, its value, and the button that opens all values that it has had. */
export function FieldRow<E extends EntityName>(props: FieldRowProps<E>): ReactNode {
  const { t } = useTranslation("records");
  const said = useLabel();
  const [isOpen, setOpen] = useState(false);
  const panel = useId();
  const shape = declared(props.entity, props.field);
  const label = props.label ?? (shape === undefined ? props.field : said(shape.label));
  return (
    <div className={styles.row} data-open={isOpen || undefined}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{props.children}</dd>
      <dd className={styles.button}>
        <IconButton
          label={
            isOpen ? t("close-history", { field: label }) : t("open-history", { field: label })
          }
          aria-expanded={isOpen}
          aria-controls={panel}
          onPress={() => setOpen(!isOpen)}
        >
          <History aria-hidden size="1.125em" />
        </IconButton>
      </dd>
      {isOpen ? (
        <dd className={styles.history} id={panel}>
          <FieldHistory entity={props.entity} doc={props.doc} field={props.field} label={label} />
        </dd>
      ) : null}
    </div>
  );
}

/** A row without a history of its own: what is computed. */
export function PlainRow(props: {
  readonly label: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className={styles.row}>
      <dt className={styles.label}>{props.label}</dt>
      <dd className={styles.value}>{props.children}</dd>
    </div>
  );
}
