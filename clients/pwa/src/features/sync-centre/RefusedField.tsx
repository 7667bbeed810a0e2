import { useTranslation } from "react-i18next";

import { FieldValue } from "@/app/records/FieldValue";
import { useLabel } from "@/i18n/use-language";

import { isMendable, MendInput } from "./MendInput";
import { fieldOf, valueIn, type LineOp } from "./op";
import styles from "./Refused.module.css";

interface RefusedFieldProps {
  readonly op: LineOp;
  readonly name: string;
  /** What the person changed it to; undefined: nothing yet. */
  readonly edited: unknown;
  readonly error: string | undefined;
  /** Another value would be refused as well. */
  readonly isFixed: boolean;
  readonly onChange: (value: unknown) => void;
}

/** One field of a refused write: what was filled in, and what it is to be instead. */
export function RefusedField({ op, name, edited, error, isFixed, onChange }: RefusedFieldProps) {
  const { t } = useTranslation("sync-centre");
  const label = useLabel();
  const field = fieldOf(op.entity, name);
  if (field === undefined) return null;
  const value = valueIn(op, name);
  return (
    <div className={styles.pair}>
      <div className={styles.was}>
        <span className={styles.label}>{t("refused.yours", { field: label(field.label) })}</span>
        <span className={styles.value} data-replaced={edited === undefined ? undefined : ""}>
          {field.kind === "register" ? (
            <FieldValue entity={op.entity} field={name} value={value} />
          ) : (
            <Change part={op.body[name]} />
          )}
        </span>
      </div>
      {!isFixed && isMendable(field) && (
        <MendInput
          op={op}
          name={name}
          field={field}
          value={edited === undefined ? value : edited}
          error={error}
          onChange={onChange}
        />
      )}
    </div>
  );
}

/** A counter's or a set's change. */
function Change({ part }: { readonly part: unknown }) {
  const { t } = useTranslation("sync-centre");
  const { add, count } = (part ?? {}) as { readonly add?: unknown; readonly count?: unknown };
  if (typeof add === "number") return add > 0 ? `+${add}` : `−${Math.abs(add)}`;
  if (typeof count === "number") return t("refused.counted");
  return t("refused.members");
}
