import { useCallback } from "react";
import { useTranslation } from "react-i18next";

const KNOWN = {
  kg: "unit.kg",
  l: "unit.l",
  個: "unit.piece",
  瓶: "unit.bottle",
  包: "unit.pack",
} as const;

/** The word for what a shelf is counted in; one that is not known is said as it was typed. */
export function useUnit(): (unit: string) => string {
  const { t } = useTranslation("words");
  return useCallback((unit) => (unit in KNOWN ? t(KNOWN[unit as keyof typeof KNOWN]) : unit), [t]);
}
