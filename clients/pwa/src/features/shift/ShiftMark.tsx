import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import { State } from "@/ui/State";

import type { Shift, ShiftState } from "./useShifts";

interface ShiftMarkProps {
  readonly shift: Shift;
  readonly state: ShiftState;
}

/** How a shift stands: shape, word and colour. */
export function ShiftMark({ shift, state }: ShiftMarkProps) {
  const { t } = useTranslation("shift");
  const format = useFormat();
  switch (state) {
    case "here":
      return (
        <State of="received">
          {t("state.here", { time: format.time(shift.checked_in_at ?? shift.starts_at) })}
        </State>
      );
    case "missing":
      return <State of="soon">{t("state.missing")}</State>;
    case "to-come":
      return <State of="fresh">{t("state.toCome")}</State>;
    case "over":
      return (
        <State of="fresh">
          {shift.checked_out_at === undefined
            ? t("state.over")
            : t("state.left", { time: format.time(shift.checked_out_at) })}
        </State>
      );
  }
}
