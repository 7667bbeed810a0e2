/**
 * What is wrong with a field.
 *
 * A fault is told in the same stable English as the server's decoder tells it, so that one wording
 * (`generated/problems.ts`) says both in the reader's language.
 */

export type FaultKind =
  | "required"
  | "unknown"
  | "type"
  | "choice"
  | "form"
  | "character"
  | "at-least"
  | "at-most"
  | "longest"
  | "missing-member"
  | "unknown-member"
  | "not-a-change";

/** `kind` is for programs, `text` for the wording; `params` are the facts in it. */
export interface Fault {
  readonly kind: FaultKind;
  readonly params: Readonly<Record<string, string | number>>;
  readonly text: string;
}

/** A name of a JSON type, as the decoder calls it. */
export type Kind = "str" | "int" | "float" | "bool" | "array" | "object" | "null";

export const REQUIRED: Fault = { kind: "required", params: {}, text: "required" };

/** No such field, or one that nobody writes. */
export const UNKNOWN: Fault = { kind: "unknown", params: {}, text: "unknown" };

/** NUL, which databases cannot store, or half of a character (a text that was cut in it). */
export const CHARACTER: Fault = { kind: "character", params: {}, text: "holds a NUL character" };

export const NOT_A_CHANGE: Fault = {
  kind: "not-a-change",
  params: {},
  text: "a counter is added to or counted",
};

/** Not a value of the kind that is wanted. */
export function wrongType(expected: Kind, found: Kind): Fault {
  return { kind: "type", params: { expected }, text: `Expected \`${expected}\`, got \`${found}\`` };
}

/** None of the declared values. */
export function wrongChoice(value: unknown): Fault {
  return { kind: "choice", params: {}, text: `Invalid enum value '${String(value)}'` };
}

/** Not in the declared form. */
export function wrongForm(pattern: string): Fault {
  return {
    kind: "form",
    params: { pattern },
    text: `Expected \`str\` matching regex '${pattern}'`,
  };
}

/** Under the lowest value. */
export function tooSmall(kind: "int" | "float", figure: number): Fault {
  return { kind: "at-least", params: { figure }, text: `Expected \`${kind}\` >= ${figure}` };
}

/** Over the highest value. */
export function tooLarge(kind: "int" | "float", figure: number): Fault {
  return { kind: "at-most", params: { figure }, text: `Expected \`${kind}\` <= ${figure}` };
}

/** More characters than there is room for. */
export function tooLong(figure: number): Fault {
  return { kind: "longest", params: { figure }, text: `Expected \`str\` of length <= ${figure}` };
}

/** A value with parts lacks one. */
export function missingMember(name: string): Fault {
  return {
    kind: "missing-member",
    params: { name },
    text: `Object missing required field \`${name}\``,
  };
}

/** A value with parts has one too many. */
export function unknownMember(name: string): Fault {
  return {
    kind: "unknown-member",
    params: { name },
    text: `Object contains unknown field \`${name}\``,
  };
}
