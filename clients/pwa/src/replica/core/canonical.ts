/** The text by which members of a set are told apart and sorted: compact JSON, sorted keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => byCodePoint(a, b));
  return `{${members.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(",")}}`;
}

/** A set as documents show it: each member once, by the code points of its canonical text. */
export function ordered<T>(values: Iterable<T>): T[] {
  const byText = new Map<string, T>();
  for (const value of values) byText.set(canonical(value), value);
  return [...byText].sort(([a], [b]) => byCodePoint(a, b)).map(([, value]) => value);
}

/** The texts of several values. */
export function texts(values: Iterable<unknown>): Set<string> {
  return new Set(Array.from(values, canonical));
}

/**
 * Compares texts by code points, as every other holder sorts them. JavaScript compares UTF-16
 * units, in which characters beyond the first plane (surrogates, 0xD800 and on) stand before
 * U+E000 to U+FFFF.
 */
export function byCodePoint(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
