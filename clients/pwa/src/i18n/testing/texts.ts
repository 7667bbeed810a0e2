/** Reads the locale files and the sources, for the tests of the texts. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Language } from "../language";

/** Key (dots between levels) -> text. */
export type Texts = ReadonlyMap<string, string>;

const LOCALES = join(import.meta.dirname, "../locales");
const SOURCES = join(import.meta.dirname, "../..");

/** The namespaces of a language. */
export function namespaces(language: Language): readonly string[] {
  return readdirSync(join(LOCALES, language))
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.replace(/\.json$/, ""))
    .sort();
}

/** The texts of one namespace. */
export function textsOf(language: Language, namespace: string): Texts {
  const file = join(LOCALES, language, `${namespace}.json`);
  return new Map(flattened(JSON.parse(readFileSync(file, "utf8")) as object, ""));
}

/** Every text of a language with its place, `namespace:key`. */
export function allTexts(language: Language): readonly (readonly [place: string, text: string])[] {
  return namespaces(language).flatMap((namespace) =>
    [...textsOf(language, namespace)].map(([key, text]) => [`${namespace}:${key}`, text] as const),
  );
}

/** A key without the ending by which i18next picks a plural. */
export function withoutPlural(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, "");
}

function flattened(texts: object, prefix: string): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === "string"
      ? [[prefix + key, value]]
      : flattened(value as object, `${prefix}${key}.`),
  );
}

/** One of our sources. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** Every source that may ask for a text. */
export function sources(): readonly Source[] {
  return readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|^generated/.test(path))
    .map((path) => ({ path, text: readFileSync(join(SOURCES, path), "utf8") }));
}
