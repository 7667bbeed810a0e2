import { useCallback } from "react";

import { useAll, useFormat, useNow } from "@/app/data";
import type { Doc } from "@/generated/entities";

export type Shift = Doc<"schedule">;

/** How a shift stands. `here`: checked in and not out; `missing`: begun without a check-in. */
export type ShiftState = "to-come" | "missing" | "here" | "over";

/** See {@link ShiftState}; `now` in ms since 1970. Who came counts as here until checking out,
 * whatever the plan said. */
export function shiftState(shift: Shift, now: number): ShiftState {
  if (shift.checked_out_at !== undefined) return "over";
  if (shift.checked_in_at !== undefined) return "here";
  if (now >= shift.ends_at) return "over";
  return now >= shift.starts_at ? "missing" : "to-come";
}

const DAY = 24 * 60 * 60_000;

/** Today's shifts at a station, by their beginning; undefined while they are read. A shift of
 * yesterday that runs past midnight, or that nobody checked out of, is today's, too. */
export function useShifts(station: string): readonly Shift[] | undefined {
  const format = useFormat();
  // The day in the organisation's time zone, as text: it changes at its midnight.
  const today = format.day(useNow(60_000));
  const isToday = useCallback(
    (shift: Shift) =>
      format.day(shift.starts_at) === today ||
      format.day(shift.ends_at) === today ||
      (shift.checked_in_at !== undefined &&
        shift.checked_out_at === undefined &&
        format.day(shift.starts_at + DAY) === today),
    [format, today],
  );
  return useAll("schedule", { where: { station }, filter: isToday, order: ["starts_at"] });
}
