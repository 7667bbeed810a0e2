import { useMemo } from "react";

import { useReplica } from "@/app/data";
import { knownZone } from "@/i18n/place";

/** A day of the calendar, so many days later: `YYYY-MM-DD`. */
export function dayAfter(day: string, days: number): string {
  const noon = new Date(`${day}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + days);
  return noon.toISOString().slice(0, 10);
}

/** Reads an instant (ms since 1970) by the organisation's clock. */
export interface Calendar {
  /** `YYYY-MM-DD`. */
  dayOf(instant: number): string;
  /** Minutes since midnight. */
  minuteOf(instant: number): number;
  /** Minutes since the midnight that a day begins with; negative before it. */
  minuteIn(day: string, instant: number): number;
}

const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;

/** The calendar of a time zone. */
export function calendar(timeZone: string | undefined): Calendar {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: knownZone(timeZone),
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const read = (instant: number): Readonly<Record<string, string>> =>
    Object.fromEntries(parts.formatToParts(instant).map((part) => [part.type, part.value]));
  const dayOf = (instant: number): string => {
    const { year = "", month = "", day = "" } = read(instant);
    return `${year}-${month}-${day}`;
  };
  const minuteOf = (instant: number): number => {
    const { hour = "0", minute = "0" } = read(instant);
    return Number(hour) * 60 + Number(minute);
  };
  return {
    dayOf,
    minuteOf,
    minuteIn: (day, instant) => {
      const days = Math.round((Date.parse(dayOf(instant)) - Date.parse(day)) / DAY_MS);
      return minuteOf(instant) + days * DAY_MINUTES;
    },
  };
}

/** The organisation's calendar. */
export function useCalendar(): Calendar {
  const zone = useReplica().identity?.organisation.time_zone;
  return useMemo(() => calendar(zone), [zone]);
}
