import { useMemo, useState } from "react";

import { useFormat, useNow, useToday } from "@/app/data";

import { buildBoard, districtsOf } from "./board/build";
import type { Board } from "./board/model";
import { shareWith } from "./board/share";
import { useReach, type Reached } from "./useReach";
import { useRecords } from "./useRecords";

/** How often windows are held against the clock. */
const TICK_MS = 15_000;

interface Shown {
  readonly day: string;
  readonly built: Board;
  readonly board: Board;
}

interface BoardOfDay {
  /** Undefined while the day is being read for the first time. */
  readonly board: Board | undefined;
  readonly districts: readonly string[];
  readonly reached: Reached;
}

/** The board of a day, always as new as the records. */
export function useBoard(day: string, district: string | null): BoardOfDay {
  const records = useRecords(day);
  const reached = useReach(day);
  const clock = useClock(day);
  const { routes: reach, asOf } = reached;
  const built = useMemo(
    () => records && buildBoard(records, { clock, reach, asOf, district }),
    [records, clock, reach, asOf, district],
  );
  const [shown, setShown] = useState<Shown>();
  // While a further question is being read (a new stop's customer), the board stays as it is.
  if (built !== undefined && built !== shown?.built) {
    const before = shown?.day === day ? shown.board : undefined;
    setShown({ day, built, board: shareWith(before, built) });
  }
  const districts = useMemo(() => (records ? districtsOf(records) : []), [records]);
  return { board: shown?.day === day ? shown.board : undefined, districts, reached };
}

/** The organisation's time of day; null where the day is another one than today. */
function useClock(day: string): string | null {
  const now = useNow(TICK_MS);
  const today = useToday();
  const format = useFormat();
  return day === today ? format.time(now) : null;
}
