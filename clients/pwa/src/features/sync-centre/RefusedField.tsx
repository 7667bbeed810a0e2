import { useTranslation } from "react-i18next";

import { FieldValue } from "@/app/records/FieldValue";
import { useFieldText } from "@/app/records/useFieldText";
import type { FieldDeclaration } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";
import { Select } from "@/ui/Select";
import { Switch } from "@/ui/Switch";
import { TextField } from "@/ui/TextField";

import { fieldOf, valueIn, type LineOp } from "./op";
import styles from "./Refused.module.css";

const LONG_TEXT = 400;

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
      {!isFixed && isTyped(field) && (
        <Input
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

/** What can be typed or picked here; the rest is mended where its record is worked on. */
function isTyped(field: FieldDeclaration): boolean {
  if (field.kind !== "register" || field.transitions !== undefined) return false;
  if (field.ref !== undefined || field.series !== undefined) return false;
  const { type, enum: choices } = field.type;
  return choices !== undefined || (type !== "object" && type !== "array" && type !== undefined);
}

interface InputProps {
  readonly op: LineOp;
  readonly name: string;
  readonly field: FieldDeclaration;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly onChange: (value: unknown) => void;
}

function Input({ op, name, field, value, error, onChange }: InputProps) {
  const { t } = useTranslation("sync-centre");
  const text = useFieldText();
  const { type, enum: choices, maxLength = 0 } = field.type;
  const label = t("refused.instead");
  if (choices !== undefined) {
    return (
      <Select
        label={label}
        size="touch"
        value={value === null || value === undefined ? null : plain(value)}
        options={choices.map((choice) => ({
          value: String(choice),
          label: text(op.entity, name, choice),
        }))}
        error={error}
        onChange={(chosen) => {
          onChange(choices.find((choice) => String(choice) === chosen) ?? chosen);
        }}
      />
    );
  }
  if (type === "boolean") {
    return (
      <Switch isSelected={value === true} onChange={onChange}>
        {label}
      </Switch>
    );
  }
  const isNumber = type === "integer" || type === "number";
  return (
    <TextField
      label={label}
      size="touch"
      inputMode={isNumber ? "decimal" : "text"}
      value={plain(value)}
      error={error}
      {...(maxLength > LONG_TEXT && { lines: 3 })}
      onChange={(typed) => {
        onChange(isNumber ? asNumber(typed) : typed);
      }}
    />
  );
}

function plain(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** A figure; what is none stays as it was typed, for the declaration to refuse. */
function asNumber(typed: string): number | string | null {
  const plain = typed.replace(/[,\s]/g, "");
  if (plain === "") return null;
  const figure = Number(plain);
  return Number.isFinite(figure) ? figure : typed;
}

/** A counter's or a set's change. */
function Change({ part }: { readonly part: unknown }) {
  const { t } = useTranslation("sync-centre");
  const { add, count } = (part ?? {}) as { readonly add?: unknown; readonly count?: unknown };
  if (typeof add === "number") return add > 0 ? `+${add}` : `−${Math.abs(add)}`;
  if (typeof count === "number") return t("refused.counted");
  return t("refused.members");
}
