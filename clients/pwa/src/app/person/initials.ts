const CHINESE = /\p{Script=Han}/u;
const CHINESE_CHARACTERS = /\p{Script=Han}/gu;

/** What stands for a person where there is no room for the name: the given name of a Chinese one
 * (怡雯 of 陳怡雯), else the first letters of two words. */
export function initials(name: string): string {
  const trimmed = name.trim();
  if (CHINESE.test(trimmed)) {
    return Array.from(trimmed.matchAll(CHINESE_CHARACTERS), ([character]) => character)
      .slice(-2)
      .join("");
  }
  const words = trimmed.split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.[0]?.toUpperCase() ?? "")
    .join("");
}
