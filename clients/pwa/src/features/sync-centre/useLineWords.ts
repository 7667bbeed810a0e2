import { useTranslation } from "react-i18next";

import { useOne } from "@/app/data";
import { useRecordName } from "@/app/naming/useRecordName";
import { useFieldText } from "@/app/records/useFieldText";
import type { Doc, EntityName } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";
import type { Line } from "@/replica/api";

import { fieldOf, mainOp, opsOf, stateField, valueIn, type LineOp } from "./op";

/** So many fields are named one by one. */
const NAMED = 3;

/** A write in human words. */
export interface LineWords {
  /** "訂單 2048：改了電話". */
  readonly title: string;
  /** Whose it is, and what else the act did. */
  readonly note: string;
}

/** Says what a write did, by what is known of its record now. */
export function useLineWords(line: Line): LineWords {
  const { t } = useTranslation("sync-centre");
  const label = useLabel();
  const nameOf = useRecordName();
  const text = useFieldText();
  const ops = opsOf(line);
  const main = mainOp(ops);
  const doc = useOne(main?.entity ?? "person", main?.id ?? null);
  const owner = ownerOf(main, doc);
  const owned = useOne(owner?.entity ?? "person", owner?.id ?? null);
  if (main === undefined) return { title: t("line.given-up"), note: "" };

  const name = nameOf(main.entity, doc ?? asDoc(main));
  const others = ops.length - 1;
  const notes = [
    owner === undefined || owned == null ? "" : nameOf(owner.entity, owned),
    others > 0 ? t("line.others", { count: others }) : "",
  ];
  return { title: did(main), note: notes.filter((each) => each !== "").join(" · ") };

  function did(op: LineOp): string {
    if (op.act === "delete") return t("line.delete", { name });
    if (op.act === "create") return t("line.create", { name });
    if (op.act === "accept") return t("line.accept", { name, fields: fields(op, op.accepted) });
    const state = stateField(op);
    if (state !== undefined) {
      return t("line.state", { name, state: text(op.entity, state, valueIn(op, state)) });
    }
    return t("line.edit", { name, fields: fields(op, Object.keys(op.body)) });
  }

  function fields(op: LineOp, names: readonly string[]): string {
    const said = names.slice(0, NAMED).map((each) => {
      const field = fieldOf(op.entity, each);
      return field === undefined ? each : label(field.label);
    });
    const list = said.join(t("line.comma"));
    return names.length > NAMED ? t("line.and-more", { list, count: names.length }) : list;
  }
}

/** The record that an op makes, as far as the op itself tells. */
function asDoc(op: LineOp): Doc<EntityName> {
  return { ...op.body, id: op.id, _: { v: {} } } as unknown as Doc<EntityName>;
}

/** Whose record it is: the customer of a stop, the person of a shift. */
function ownerOf(
  op: LineOp | undefined,
  doc: object | null | undefined,
): { readonly entity: EntityName; readonly id: string } | undefined {
  if (op === undefined) return undefined;
  const fields = { ...op.body, ...(doc ?? {}) } as Readonly<Record<string, unknown>>;
  for (const name of ["customer", "person", "stop", "station"]) {
    const id = fields[name];
    const target = fieldOf(op.entity, name)?.ref;
    if (typeof id === "string" && target !== undefined) return { entity: target, id };
  }
  return undefined;
}
