/** Ops out of what a person did, against the document on the screen. */

import { canonical, ordered, texts } from "./canonical";
import { Add, Count, Members } from "./changes";
import { type Field, type Shape, stepOf } from "./declarations";
import { type Fault, NOT_A_CHANGE, REQUIRED, UNKNOWN } from "./fault";
import { type CounterPart, isBy, type SetPart } from "./overlay";
import { Problem } from "./problem";
import type { Accepts, Document, Dot, Op, Vector } from "./types";
import { bodyFaults, refuse } from "./validate";

/** field -> what a person wants there. */
export type Wanted = Readonly<Record<string, unknown>>;

/**
 * The op that makes a record. `values`: field -> value; a counter's is its first sum. What is
 * empty is left out.
 *
 * @throws Problem `field/required` or `mutation/invalid`, naming all fields at fault.
 */
export function createOp(shape: Shape, id: string, values: Wanted): Op {
  const faults: Record<string, Fault> = {};
  for (const name of shape.required) {
    if (values[name] === null || values[name] === undefined) faults[name] = REQUIRED;
  }
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const field = shape.fields.get(name);
    if (field === undefined) faults[name] = UNKNOWN;
    else if (value !== null && value !== undefined) body[name] = firstPart(field, value);
  }
  refuse({ ...bodyFaults(shape, body), ...faults });
  return [shape.name, id, null, body];
}

/**
 * The op that changes the record on the screen. What changes nothing is left out of its body: an
 * equal value of a field that is not in conflict, the state it is in, a set as it stands.
 *
 * @param changes - A register's new value (null empties it, undefined leaves it), the state to
 * enter, `Add` or `Count` for a counter, `Members` (or the whole new list) for a set.
 * @param own - This device's replica.
 * @throws Problem `field/required`, `mutation/invalid` or `transition/illegal`.
 */
export function editOp(shape: Shape, document: Document, changes: Wanted, own: string): Op {
  const faults: Record<string, Fault> = {};
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const field = shape.fields.get(name);
    if (field === undefined || field.received) faults[name] = UNKNOWN;
    else if (field.kind !== "counter") editPart(field, name, document, value, body);
    else if (value instanceof Count) body[name] = counted(document, name, value);
    else if (!(value instanceof Add)) faults[name] = NOT_A_CHANGE;
    else if (value.amount !== 0) body[name] = { add: value.amount } satisfies CounterPart;
  }
  refuse({ ...bodyFaults(shape, body), ...faults });
  return [shape.name, document.id, seenOf(document, own), body];
}

/** The op that deletes the record as the screen shows it. */
export function deleteOp(shape: Shape, document: Document, own: string): Op {
  return [shape.name, document.id, seenOf(document, own), null];
}

/**
 * The op that closes conflicts in favour of one sibling each.
 *
 * @throws Problem `accept/unknown` where the record shows no such sibling.
 */
export function acceptOp(shape: Shape, document: Document, choices: Accepts, own: string): Op {
  const chosen: Record<string, Dot> = {};
  for (const [name, dot] of Object.entries(choices)) {
    const siblings = document._.c?.[name] ?? [];
    if (!siblings.some((sibling) => isBy(sibling, dot))) {
      throw new Problem("accept/unknown", { fields: { [name]: dot.join("/") } });
    }
    chosen[name] = [dot[0], dot[1]];
  }
  return [shape.name, document.id, seenOf(document, own), {}, chosen];
}

/** The vector of the record as the screen shows it; the device's own entry is implied. */
export function seenOf(document: Document, own: string): Vector {
  const seen = Object.entries(document._.v).filter(([replica]) => replica !== own);
  return Object.fromEntries(seen);
}

/** The sum of a counter's adds, without the offset that a count chose. */
export function countedSum(document: Document, name: string): number {
  return document._.k?.[name]?.[0] ?? ((document[name] ?? 0) as number);
}

function firstPart(field: Field, value: unknown): unknown {
  if (field.kind === "counter") return { add: firstSum(value) };
  if (field.kind === "set") {
    const given = value instanceof Members ? value.add : value;
    return { add: Array.isArray(given) ? ordered(given) : given };
  }
  return field.isState ? [null, value] : value;
}

function firstSum(value: unknown): unknown {
  if (value instanceof Add) return value.amount;
  return value instanceof Count ? value.figure : value;
}

function editPart(
  field: Field,
  name: string,
  document: Document,
  value: unknown,
  body: Record<string, unknown>,
): void {
  const shown = document[name] ?? null;
  if (field.kind === "set") {
    const change = setPart(Array.isArray(shown) ? shown : [], value);
    if (change !== null) body[name] = change;
  } else if (field.isState && value !== null) {
    if (value === shown) return;
    if (shown !== null) refuseLeap(field, name, shown as string, value as string);
    body[name] = [shown, value];
  } else if (
    (field.required && value === null) ||
    document._.c?.[name] !== undefined ||
    !isSame(value, shown)
  ) {
    body[name] = value;
  }
}

function refuseLeap(field: Field, name: string, leave: string, enter: string): void {
  if (stepOf(field, leave, enter) !== undefined) return;
  throw new Problem("transition/illegal", {
    fields: { [name]: `${leave} -> ${enter}` },
    params: { field: name, from: leave, to: enter },
  });
}

function isSame(a: unknown, b: unknown): boolean {
  return a === null || b === null ? a === b : canonical(a) === canonical(b);
}

function counted(document: Document, name: string, value: Count): CounterPart {
  return { count: value.figure - countedSum(document, name) };
}

function setPart(shown: readonly unknown[], value: unknown): SetPart | null {
  if (!(value instanceof Members) && !Array.isArray(value)) return { add: value as unknown[] };
  const { add, remove } = value instanceof Members ? value : difference(shown, value);
  if (add.length === 0 && remove.length === 0) return null;
  return {
    ...(add.length > 0 && { add: ordered(add) }),
    ...(remove.length > 0 && { remove: ordered(remove) }),
  };
}

function difference(shown: readonly unknown[], wanted: readonly unknown[]): Members {
  const there = texts(shown);
  const wished = texts(wanted);
  return new Members(
    wanted.filter((value) => !there.has(canonical(value))),
    shown.filter((value) => !wished.has(canonical(value))),
  );
}
