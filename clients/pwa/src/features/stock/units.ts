import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import { measure } from "@/app/station/shelf";
import { useUnit } from "@/app/station/useUnit";
import type { Doc } from "@/generated/entities";

/** Amounts of a shelf in the words of the screen. */
export interface Amounts {
  /** The unit alone. */
  readonly unit: string;
  /** The small unit in one that is shown. */
  readonly per: number;
  /** The number alone, of an amount in the small unit. */
  readonly figure: (amount: number) => number;
  /** The same as it is shown: `4.5`. */
  readonly digits: (amount: number) => string;
  /** `4.5 公斤`. */
  readonly words: (amount: number) => string;
  /** With its sign: `−6 瓶`. */
  readonly change: (amount: number) => string;
}

/** See {@link Amounts}. */
export function useAmounts(shelf: Doc<"inventory_item">): Amounts {
  const { t } = useTranslation("stock");
  const format = useFormat();
  const unitOf = useUnit();
  return useMemo(() => {
    const { unit: key, per } = measure(shelf);
    const unit = unitOf(key);
    const figure = (amount: number) => measure(shelf, amount).figure;
    // A typographic minus, as wide as the plus.
    const digits = (amount: number) => format.number(figure(amount)).replace("-", "−");
    const words = (amount: number) => t("amount", { figure: digits(amount), unit });
    return {
      unit,
      per,
      figure,
      digits,
      words,
      change: (amount) => (amount > 0 ? `+${words(amount)}` : words(amount)),
    };
  }, [shelf, t, format, unitOf]);
}
