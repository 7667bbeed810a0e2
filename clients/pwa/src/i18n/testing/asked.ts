/** Which texts a source asks for. */

import type { Source } from "./texts";

/** A key that stands in the source, or the pattern of keys that it puts together. */
export type Asked =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "pattern"; readonly pattern: RegExp; readonly prefix: string };

const STRING = /"((?:[^"\\\n]|\\.)*)"/g;
const TEMPLATE = /`((?:[^`\\$]|\\.|\$(?!\{)|\$\{(?:[^{}`]|\{[^{}]*\}|`[^`]*`)*\})*)`/g;

/** The namespaces that a source names. */
export function namespacesOf({ text }: Source): readonly string[] {
  const found = [...text.matchAll(/(?:useTranslation\(|TFunction<)"([\w-]+)"/g)];
  return [...new Set(found.map((match) => match[1] ?? ""))];
}

/** What the calls of `t` ask for; what is passed on by a variable is not seen. */
export function askedBy({ text }: Source): readonly Asked[] {
  const asked: Asked[] = [];
  for (const call of text.matchAll(/(?<![\w.$])t\(/g)) {
    const argument = firstArgument(text, call.index + call[0].length);
    for (const match of argument.matchAll(STRING)) {
      const before = argument.slice(0, match.index).trimEnd();
      // What is compared or looked up is no key.
      if (/(===|!==|\[|\()$/.test(before)) continue;
      asked.push({ kind: "key", key: match[1] ?? "" });
    }
    for (const match of argument.matchAll(TEMPLATE)) asked.push(patternOf(match[1] ?? ""));
  }
  return asked;
}

/** Every text literal of a source: a key may be named in one place and asked for in another. */
export function literalsOf({ text }: Source): readonly string[] {
  return [...text.matchAll(STRING)].map((match) => match[1] ?? "");
}

/** Every template of a source as a pattern, wherever it is used. */
export function templatesOf({ text }: Source): readonly RegExp[] {
  return [...text.matchAll(TEMPLATE)]
    .map((match) => match[1] ?? "")
    .filter((template) => /^[\w:.-]+\$\{/.test(template))
    .map((template) => patternOf(template))
    .flatMap((asked) => (asked.kind === "pattern" ? [asked.pattern] : []));
}

function patternOf(template: string): Asked {
  const parts = template.split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/);
  if (parts.length === 1) return { kind: "key", key: template };
  const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return {
    kind: "pattern",
    pattern: new RegExp(`^${escaped.join("[^:]+")}$`),
    prefix: parts[0] ?? "",
  };
}

function firstArgument(text: string, start: number): string {
  let depth = 0;
  let quote = "";
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (quote !== "") {
      if (character === "\\") at += 1;
      else if (character === quote) quote = "";
    } else if (`"'\``.includes(character)) quote = character;
    else if ("([{".includes(character)) depth += 1;
    else if (")]}".includes(character)) {
      if (depth === 0) return text.slice(start, at);
      depth -= 1;
    } else if (character === "," && depth === 0) return text.slice(start, at);
  }
  return text.slice(start);
}
