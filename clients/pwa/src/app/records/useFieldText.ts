import type { TFunction } from "i18next";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useAll, useFormat } from "@/app/data";
import type { Doc, EntityName, FieldDeclaration, OrderLine } from "@/generated/entities";
import type { Format } from "@/i18n/format";
import { useLanguage } from "@/i18n/use-language";

import { declared } from "./declared";

/** `ms since 1970` reaches so far; nothing else that is counted does. */
export const LAST_INSTANT = 8_796_093_022_207;
const MOST_MONEY = 1_000_000_000;

/** The catalogue by id. */
export function useItems(): ReadonlyMap<string, Doc<"item">> {
  const items = useAll("item");
  return useMemo(() => new Map((items ?? []).map((item) => [item.id, item])), [items]);
}

/** Words for the lines of an order: `20 kg × 2、10 kg × 1`. */
export function useLinesText(): (lines: readonly OrderLine[] | undefined) => string {
  const { t } = useTranslation("records");
  const items = useItems();
  const language = useLanguage();
  return useCallback(
    (lines) => {
      const parts = (lines ?? []).map((line) => {
        const item = items.get(line.item);
        const english = language === "en" ? item?.name_en : undefined;
        const name =
          item?.size === undefined
            ? (english ?? item?.name ?? t("unknown-item"))
            : t("kilograms", { size: item.size });
        return t("line", { name, quantity: line.quantity });
      });
      return parts.join(t("between"));
    },
    [items, language, t],
  );
}

/** Words for any field's value, in the screen's language. What a reference names has to be looked
 * up: `FieldValue` does. */
export function useFieldText(): (entity: EntityName, field: string, value: unknown) => string {
  const { t } = useTranslation("records");
  const format = useFormat();
  const lines = useLinesText();
  return useCallback(
    (entity, field, value) => {
      const shape = declared(entity, field);
      if (value === null || value === undefined || value === "") return t("empty");
      if (typeof value === "boolean") return value ? t("yes") : t("no");
      if (Array.isArray(value)) {
        if (value.length === 0) return t("empty");
        const list: readonly unknown[] = value;
        return isLines(list) ? lines(list) : list.map(String).join(t("between"));
      }
      if (typeof value === "number") return figure(shape, value, format);
      if (typeof value === "object") return compound(value as Readonly<Record<string, unknown>>, t);
      const text = value as string;
      return shape?.type.enum === undefined ? text : t(`value.${entity}.${field}.${text}`);
    },
    [t, format, lines],
  );
}

function figure(shape: FieldDeclaration | undefined, value: number, format: Format): string {
  if (shape?.series !== undefined) return String(value);
  if (shape?.type.maximum === LAST_INSTANT) return format.dateTime(value);
  if (shape?.type.maximum === MOST_MONEY) return format.money(value);
  return format.number(value);
}

function compound(value: Readonly<Record<string, unknown>>, t: TFunction<"records">): string {
  if ("start" in value && "end" in value) return t("window", value);
  if ("lat" in value && "lon" in value) {
    return `${Number(value["lat"]).toFixed(5)}, ${Number(value["lon"]).toFixed(5)}`;
  }
  return JSON.stringify(value);
}

function isLines(value: readonly unknown[]): value is readonly OrderLine[] {
  return value.every((one) => typeof one === "object" && one !== null && "item" in one);
}
