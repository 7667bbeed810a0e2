import type { Language } from "./language";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Whose time and money it is. */
export interface Place {
  /** IANA name. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
}

/** Dates, times and figures in a language; instants are ms since 1970 and stand in the
 * organisation's time zone, wherever the browser is. */
export interface Format {
  /** `10:42`. */
  time(instant: number): string;
  /** `11月21日 週六`. A text is a day of the calendar, `YYYY-MM-DD`. */
  day(day: string | number): string;
  /** `11月21日 10:42`. */
  dateTime(instant: number): string;
  /** `週六`. */
  weekday(day: string | number): string;
  /** Whole units of the organisation's currency: `NT$3,120`. */
  money(amount: number): string;
  number(figure: number): string;
  /** A duration in ms as `m:ss`. */
  minutes(duration: number): string;
  /** `3 分鐘前`; `now` is for tests and for lists that tick. */
  ago(instant: number, now?: number): string;
  /** `4.2 MB`. */
  bytes(size: number): string;
}

/** Makes the formats of a language at a place; keep them, building them is dear. */
export function formats(language: Language, place: Place): Format {
  const zone = { timeZone: place.timeZone };
  const time = new Intl.DateTimeFormat(language, { ...zone, timeStyle: "short", hourCycle: "h23" });
  const dayAndWeekday = { month: "short", day: "numeric", weekday: "short" } as const;
  const dayHere = new Intl.DateTimeFormat(language, { ...zone, ...dayAndWeekday });
  // A day of the calendar has no zone: it is read and said in the same one.
  const dayThere = new Intl.DateTimeFormat(language, { timeZone: "UTC", ...dayAndWeekday });
  const date = new Intl.DateTimeFormat(language, { ...zone, month: "short", day: "numeric" });
  const weekdayHere = new Intl.DateTimeFormat(language, { ...zone, weekday: "short" });
  const weekdayThere = new Intl.DateTimeFormat(language, { timeZone: "UTC", weekday: "short" });
  const money = moneyFormat(language, place.currency);
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return {
    time: (instant) => time.format(instant),
    day: (day) =>
      spaced(typeof day === "string" ? dayThere.format(noon(day)) : dayHere.format(day)),
    dateTime: (instant) => `${date.format(instant)} ${time.format(instant)}`,
    weekday: (day) =>
      typeof day === "string" ? weekdayThere.format(noon(day)) : weekdayHere.format(day),
    money: (amount) => money.format(amount),
    number: (figure) => number.format(figure),
    minutes: minutesAndSeconds,
    ago: (instant, now = Date.now()) => ago(relative, instant - now),
    bytes: (size) => bytes(number, size),
  };
}

function noon(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

/** ICU writes `11月21日 週六` or `11月21日週六` by version; people read the former more easily. */
function spaced(text: string): string {
  return text.replace(/日\s*(?=[週(（])/, "日 ");
}

function moneyFormat(language: Language, currency: string): Intl.NumberFormat {
  // Taiwan's dollar is called NT$ in both languages and has no cents in daily life.
  return new Intl.NumberFormat(currency === "TWD" ? "en-US" : language, {
    style: "currency",
    currency,
    currencyDisplay: "symbol",
    maximumFractionDigits: 0,
  });
}

function minutesAndSeconds(duration: number): string {
  const seconds = Math.max(0, Math.floor(duration / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function ago(relative: Intl.RelativeTimeFormat, distance: number): string {
  const size = Math.abs(distance);
  if (size < MINUTE) return relative.format(0, "minute");
  if (size < HOUR) return relative.format(Math.trunc(distance / MINUTE), "minute");
  if (size < DAY) return relative.format(Math.trunc(distance / HOUR), "hour");
  return relative.format(Math.trunc(distance / DAY), "day");
}

function bytes(number: Intl.NumberFormat, size: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, size)) / 3));
  const figure = size / 1000 ** power;
  return `${number.format(figure >= 10 ? Math.round(figure) : Math.round(figure * 10) / 10)} ${units[power] ?? ""}`;
}
