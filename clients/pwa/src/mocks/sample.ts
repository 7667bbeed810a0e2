import type { Schema } from "./document";

/** Texts of the forms that fields have; the first one that fits a pattern is taken. */
const TEXTS = [
  "AZNcAZNcAZNcAZNcAZNcAZ",
  "2026-11-21",
  "08:30",
  "#2b6cb0",
  "TWD",
  "a1",
  "AZNcAZNcAZNc",
  "0912-345-678",
  "A".repeat(43),
  "ABCDEFGHIJKL",
];
/** 2026-11-21 08:00 in Taipei, ms since 1970: the hour of every sample. */
const MOMENT = 1_795_219_200_000;
/** A schema that refers to itself ends here. */
const DEEPEST = 12;

/**
 * A value as a schema describes it, always the same: its example or default where it names one, else
 * the simplest that fits.
 *
 * @param name - what the value is called where it stands; a text without a form says it.
 * @throws RangeError: no text is known for a pattern, or a reference leads nowhere.
 */
export function sample(
  schema: Schema,
  schemas: Readonly<Record<string, Schema>>,
  name = "text",
  depth = 0,
): unknown {
  if (depth > DEEPEST) return null;
  const next = (inner: Schema, called = name) => sample(inner, schemas, called, depth + 1);
  if (schema.$ref !== undefined) return next(resolved(schema.$ref, schemas));
  if ("const" in schema) return schema.const;
  if ("default" in schema) return schema.default;
  if (schema.examples !== undefined && schema.examples.length > 0) return schema.examples[0];
  if (schema.enum !== undefined) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return next(choices.find((one) => one.type !== "null") ?? {});
  switch (kindOf(schema)) {
    case "string":
      return textOf(schema, name);
    case "integer":
    case "number":
      return numberOf(schema, name);
    case "boolean":
      return false;
    case "array":
      if (schema.prefixItems !== undefined) return schema.prefixItems.map((part) => next(part));
      return schema.items === undefined || schema.items === false ? [] : [next(schema.items)];
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, part]) => [key, next(part, key)]),
      );
    default:
      return null;
  }
}

/** The schema that a reference names. */
export function resolved(ref: string, schemas: Readonly<Record<string, Schema>>): Schema {
  const found = schemas[ref.slice(ref.lastIndexOf("/") + 1)];
  if (found === undefined) throw new RangeError(`there is no ${ref}`);
  return found;
}

function kindOf(schema: Schema): string | undefined {
  if (typeof schema.type === "string") return schema.type;
  return schema.type?.find((kind) => kind !== "null");
}

function textOf(schema: Schema, name: string): string {
  const pattern = schema.pattern === undefined ? null : new RegExp(schema.pattern);
  const fits = (text: string) =>
    (pattern?.test(text) ?? true) &&
    text.length >= (schema.minLength ?? 0) &&
    text.length <= (schema.maxLength ?? Infinity);
  const found = [name, ...TEXTS].find(fits);
  if (found === undefined) throw new RangeError(`no text is known for ${schema.pattern ?? name}`);
  return found;
}

function numberOf(schema: Schema, name: string): number {
  const usual = name === "at" || name.endsWith("_at") || name === "last_contact" ? MOMENT : 1;
  return Math.min(Math.max(usual, schema.minimum ?? usual), schema.maximum ?? usual);
}
