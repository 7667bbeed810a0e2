/** An organisation names its time zone and currency; a browser need not know them. */

const ZONE = "Asia/Taipei";
const CURRENCY = "TWD";

const zones = new Map<string, boolean>();
const currencies = new Map<string, boolean>();

/** The time zone, or Taipei's where this browser knows none of that name. */
export function knownZone(name: string | undefined): string {
  const isKnown = (timeZone: string) => works(() => new Intl.DateTimeFormat("en", { timeZone }));
  return name !== undefined && remembered(zones, name, isKnown) ? name : ZONE;
}

/** The currency, or Taiwan's dollar where it is none. */
export function knownCurrency(code: string | undefined): string {
  const isKnown = (currency: string) =>
    works(() => new Intl.NumberFormat("en", { style: "currency", currency }));
  return code !== undefined && remembered(currencies, code, isKnown) ? code : CURRENCY;
}

function remembered(
  known: Map<string, boolean>,
  name: string,
  ask: (name: string) => boolean,
): boolean {
  const answer = known.get(name) ?? ask(name);
  known.set(name, answer);
  return answer;
}

function works(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
