/** Whether values are as declared, before anything is saved. The hub judges alike. */

import type { ValueSchema as Schema } from "@/generated/entities";

import type { Field, Shape } from "./declarations";
import {
  CHARACTER,
  type Fault,
  type Kind,
  missingMember,
  REQUIRED,
  tooLarge,
  tooLong,
  tooSmall,
  UNKNOWN,
  unknownMember,
  wrongChoice,
  wrongForm,
  wrongType,
} from "./fault";
import { Problem } from "./problem";
import type { Body } from "./types";

/** field -> what is wrong with it; empty where nothing is. */
export type Faults = Readonly<Record<string, Fault>>;

const WHOLE: Schema = {
  type: "integer",
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
};
const COUNTER: Schema = {
  type: "object",
  properties: { add: WHOLE, count: WHOLE },
  additionalProperties: false,
};

/** NUL, and surrogates that stand alone. */
const UNFIT = /[\0\p{Surrogate}]/u;

/** What is wrong with the body of an op. */
export function bodyFaults(shape: Shape, body: Body): Faults {
  const faults: Record<string, Fault> = {};
  for (const [name, part] of Object.entries(body)) {
    const field = shape.fields.get(name);
    const fault = field === undefined || field.received ? UNKNOWN : partFault(field, part);
    if (fault !== null) faults[name] = fault;
  }
  return faults;
}

/** What is wrong with one value: of a register, or one element of a set. Null: nothing. */
export function valueFault(schema: Schema, value: unknown): Fault | null {
  if (schema.anyOf !== undefined) return anyFault(schema.anyOf, value);
  if (schema.enum !== undefined) {
    return (schema.enum as readonly unknown[]).includes(value) ? null : wrongChoice(value);
  }
  switch (schema.type) {
    case "string":
      return typeof value === "string" ? textFault(schema, value) : mismatch("str", value);
    case "integer":
      return Number.isInteger(value) ? boundFault(schema, "int", value) : mismatch("int", value);
    case "number":
      return Number.isFinite(value) ? boundFault(schema, "float", value) : mismatch("float", value);
    case "boolean":
      return typeof value === "boolean" ? null : mismatch("bool", value);
    case "null":
      return value === null ? null : mismatch("null", value);
    case "array":
      return Array.isArray(value) ? listFault(schema, value) : mismatch("array", value);
    case "object":
      return isRecord(value) ? membersFault(schema, value) : mismatch("object", value);
    default:
      return null;
  }
}

/**
 * Refuses what is not as declared.
 *
 * @throws Problem `field/required` where values are missing and nothing else is wrong, else
 * `mutation/invalid`; naming the fields.
 */
export function refuse(faults: Faults): void {
  const found = Object.entries(faults);
  if (found.length === 0) return;
  const isOnlyMissing = found.every(([, fault]) => fault.kind === "required");
  throw new Problem(isOnlyMissing ? "field/required" : "mutation/invalid", {
    fields: Object.fromEntries(found.map(([name, fault]) => [name, fault.text])),
  });
}

function partFault(field: Field, part: unknown): Fault | null {
  if (field.kind === "counter") return valueFault(COUNTER, part);
  if (field.kind === "set") {
    const list: Schema = { type: "array", items: field.type };
    const change = { properties: { add: list, remove: list }, additionalProperties: false };
    return valueFault({ type: "object", ...change }, part);
  }
  if (part === null || part === undefined) return field.required ? REQUIRED : null;
  if (field.isState) {
    if (!Array.isArray(part)) return mismatch("array", part);
    const [leave, enter] = part as readonly unknown[];
    return (leave === null ? null : valueFault(field.type, leave)) ?? valueFault(field.type, enter);
  }
  return valueFault(field.type, part);
}

/** The fault of the one among several schemas whose type fits, or of the first. */
function anyFault(schemas: readonly Schema[], value: unknown): Fault | null {
  const faults = schemas.map((schema) => valueFault(schema, value));
  if (faults.includes(null)) return null;
  return faults.find((fault) => fault?.kind !== "type") ?? faults[0] ?? null;
}

function textFault(schema: Schema, text: string): Fault | null {
  if (UNFIT.test(text)) return CHARACTER;
  const { maxLength, pattern } = schema;
  if (maxLength !== undefined && lengthOf(text) > maxLength) {
    return tooLong(maxLength);
  }
  return pattern === undefined || compiled(pattern).test(text) ? null : wrongForm(pattern);
}

/** In characters: one beyond the first plane is two units here, and one everywhere else. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

function boundFault(schema: Schema, kind: "int" | "float", value: unknown): Fault | null {
  const { minimum = -Infinity, maximum = Infinity } = schema;
  if ((value as number) < minimum) return tooSmall(kind, minimum);
  return (value as number) > maximum ? tooLarge(kind, maximum) : null;
}

function listFault(schema: Schema, values: readonly unknown[]): Fault | null {
  const { items } = schema;
  if (items === undefined) return null;
  for (const value of values) {
    const fault = valueFault(items, value);
    if (fault !== null) return fault;
  }
  return null;
}

function membersFault(schema: Schema, value: Readonly<Record<string, unknown>>): Fault | null {
  const { properties = {}, required = [], additionalProperties } = schema;
  const missing = required.find((name) => value[name] === undefined);
  if (missing !== undefined) return missingMember(missing);
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue; // JSON leaves it out
    const its = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (its === undefined && additionalProperties === false) return unknownMember(name);
    const fault = its === undefined ? null : valueFault(its, member);
    if (fault !== null) return fault;
  }
  return null;
}

function mismatch(expected: Kind, value: unknown): Fault {
  return wrongType(expected, kindOf(value));
}

function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  if (typeof value === "string") return "str";
  return typeof value === "boolean" ? "bool" : "object";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const PATTERNS = new Map<string, RegExp>();

function compiled(pattern: string): RegExp {
  let found = PATTERNS.get(pattern);
  if (found === undefined) {
    found = new RegExp(pattern, "u");
    PATTERNS.set(pattern, found);
  }
  return found;
}
