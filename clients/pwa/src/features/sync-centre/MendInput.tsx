import { useTranslation } from "react-i18next";

import { LAST_INSTANT, useFieldText } from "@/app/records/useFieldText";
import type { FieldDeclaration, OrderLine } from "@/generated/entities";
import { Select } from "@/ui/Select";
import { Switch } from "@/ui/Switch";
import { TextField } from "@/ui/TextField";

import { LinesInput } from "./LinesInput";
import type { LineOp } from "./op";
import { RecordInput } from "./RecordInput";
import { WindowInput } from "./WindowInput";

const LONG_TEXT = 400;

/** What can be typed or picked here; the rest is mended where its record is worked on. */
export function isMendable(field: FieldDeclaration): boolean {
  if (field.kind !== "register" || field.transitions !== undefined) return false;
  if (field.series !== undefined || field.received === true) return false;
  const { type, title, items, maximum, enum: choices } = field.type;
  // A moment was taken from the clock, not by hand.
  if (maximum === LAST_INSTANT) return false;
  if (choices !== undefined || title === "Window" || items?.title === "OrderLine") return true;
  return type !== "object" && type !== "array" && type !== undefined;
}

interface MendInputProps {
  readonly op: LineOp;
  readonly name: string;
  readonly field: FieldDeclaration;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly onChange: (value: unknown) => void;
}

/** The input that fits a declared field. */
export function MendInput({ op, name, field, value, error, onChange }: MendInputProps) {
  const { t } = useTranslation("sync-centre");
  const text = useFieldText();
  const { type, title, items, enum: choices, maxLength = 0 } = field.type;
  const label = t("refused.instead");
  if (field.ref !== undefined) {
    const id = typeof value === "string" ? value : null;
    return (
      <RecordInput label={label} target={field.ref} value={id} error={error} onChange={onChange} />
    );
  }
  if (title === "Window") {
    return <WindowInput value={value ?? {}} error={error} onChange={onChange} />;
  }
  if (items?.title === "OrderLine") {
    const lines = Array.isArray(value) ? (value as readonly OrderLine[]) : [];
    return <LinesInput lines={lines} error={error} onChange={onChange} />;
  }
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
