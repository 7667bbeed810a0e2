/** Five digits in a row and more are a telephone number, whatever field it stands in. */
const PHONE = /\d[\d\s-]{3,}\d/;
const LONGEST_CHINESE = 6;
const LONGEST = 12;

/** A guest's name as it may stand where everybody reads it: short, and never a telephone number.
 * Null where nothing is left. */
export function callName(name: string | undefined): string | null {
  const whole = name?.trim() ?? "";
  if (whole === "" || PHONE.test(whole)) return null;
  const isChinese = /\p{Script=Han}/u.test(whole);
  const called = isChinese ? whole : (whole.split(/\s+/)[0] ?? whole);
  const longest = isChinese ? LONGEST_CHINESE : LONGEST;
  const signs = Array.from(called);
  return signs.length <= longest ? called : `${signs.slice(0, longest - 1).join("")}…`;
}
