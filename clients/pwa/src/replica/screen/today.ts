/** The organisation's calendar, wherever the device stands. */

/** The zone of an organisation that names none, or one that this browser does not know. */
const DEFAULT_ZONE = "Asia/Taipei";

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day, `YYYY-MM-DD`, that it is in a time zone at `ms` since 1970. */
export function dayOf(ms: number, zone: string | undefined): string {
  const parts = formatOf(zone ?? DEFAULT_ZONE).formatToParts(ms);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = made(zone) ?? made(DEFAULT_ZONE) ?? new Intl.DateTimeFormat("en", DAY);
    formats.set(zone, format);
  }
  return format;
}

const DAY = { calendar: "gregory", year: "numeric", month: "2-digit", day: "2-digit" } as const;

function made(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en", { ...DAY, timeZone });
  } catch {
    return null;
  }
}
