/** Taking an act back, and taking a refused one up again: both are ordinary new mutations. */

import { type ActBuilder, keyOf } from "./act";
import { canonical, texts } from "./canonical";
import { add, count, members } from "./changes";
import { type Field, type Shape, shapeOf } from "./declarations";
import { countedSum, type Wanted } from "./ops";
import { bodyOf, type CounterPart, isDelete, type SetPart } from "./overlay";
import { Problem } from "./problem";
import type { Body, Document, Entry, Op } from "./types";

/**
 * Adds to `act` what takes the mutation back, last op first.
 *
 * @throws Problem `transition/illegal` where no step back is declared; `record/unknown` where a
 * record is no longer here, or where the mutation's content was given up.
 */
export function undo(act: ActBuilder, entry: Entry): void {
  const ops = opsOf(entry);
  for (let i = ops.length - 1; i >= 0; i -= 1) {
    const op = ops[i];
    if (op !== undefined) takeBack(act, op, entry.before[i] ?? {});
  }
}

function takeBack(act: ActBuilder, op: Op, before: Body): void {
  const [entity, id, seen] = op;
  if (seen === null) act.remove(entity, id);
  else if (isDelete(op)) act.put([entity, id, seen, before]);
  else act.alter(entity, id, back(shapeOf(entity), op, before, act.document(entity, id)));
}

/** The changes that lead back to how the fields stood. */
function back(shape: Shape, op: Op, before: Body, document: Document): Wanted {
  const changes: Record<string, unknown> = {};
  for (const [name, was] of Object.entries(before)) {
    const field = shape.fields.get(name);
    if (field !== undefined) changes[name] = backOf(field, name, bodyOf(op)[name], was, document);
  }
  return changes;
}

function backOf(
  field: Field,
  name: string,
  part: unknown,
  was: unknown,
  document: Document,
): unknown {
  if (field.kind === "counter") {
    const { add: added = 0, count: offset } = (part ?? { count: 0 }) as CounterPart;
    const isAdded = offset === undefined;
    return isAdded ? add(-added) : count(countedSum(document, name) + (was as number));
  }
  if (field.kind === "set" && part !== undefined) {
    const { add: added = [], remove: removed = [] } = part as SetPart;
    const there = texts((was ?? []) as readonly unknown[]);
    return members({
      add: removed.filter((value) => there.has(canonical(value))),
      remove: added.filter((value) => !there.has(canonical(value))),
    });
  }
  return was;
}

/** How a refused act is taken up again. */
export interface Again {
  /** `entity/id`s of the records to take up; all of them where it is missing. */
  readonly only?: readonly string[];
  /** `entity/id` -> changes in people's terms that go on top. */
  readonly edits?: Readonly<Record<string, Wanted>>;
  /** series -> a fresh number, for what the old one was refused for. */
  readonly numbers?: Readonly<Record<string, number>>;
}

/**
 * Adds to `act` what was refused, against the screen as it is now. What is sent again unchanged
 * still claims to have seen only what it saw then, so that it replaces nothing that others wrote
 * meanwhile.
 *
 * @throws Problem as an edit does; `record/unknown` where the content was given up.
 */
export function resend(
  act: ActBuilder,
  entry: Entry,
  { only, edits = {}, numbers = {} }: Again = {},
): void {
  const refused = refusedParts(entry);
  for (const op of opsOf(entry)) {
    const [entity, id, seen] = op;
    const key = keyOf(entity, id);
    if (only !== undefined && !only.includes(key)) continue;
    const shape = shapeOf(entity);
    const named = Object.entries(bodyOf(op));
    const body = Object.fromEntries(
      refused === null ? named : named.filter(([name]) => refused.has(`${key}/${name}`)),
    );
    if (refused !== null && Object.keys(body).length === 0 && edits[key] === undefined) continue;
    if (seen === null) {
      const values = { ...given(shape, body), ...fresh(shape, numbers), ...edits[key] };
      act.make(entity, values, id);
    } else if (isDelete(op)) {
      act.put(op);
    } else {
      again(act, shape, op, body, edits[key] ?? {});
    }
  }
}

function again(act: ActBuilder, shape: Shape, op: Op, body: Body, edits: Wanted): void {
  const [entity, id, seen, , ...accept] = op;
  const document = act.document(entity, id);
  const parts: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(body)) {
    if (Object.hasOwn(edits, name)) continue;
    if (shape.fields.get(name)?.isState !== true) {
      parts[name] = part;
      continue;
    }
    const [, enter] = part as readonly [unknown, unknown];
    if (document[name] !== enter) parts[name] = [document[name] ?? null, enter];
  }
  if (Object.keys(parts).length > 0) act.put([entity, id, seen, parts, ...accept]);
  if (Object.keys(edits).length > 0) act.alter(entity, id, edits);
}

/**
 * The ops of a mutation.
 *
 * @throws Problem `record/unknown` where its content was given up.
 */
export function opsOf(entry: Entry): readonly Op[] {
  if (entry.ops === null) throw new Problem("record/unknown", { params: { seq: entry.seq } });
  return JSON.parse(entry.ops) as readonly Op[];
}

/** The series of the numbers that a refusal asks to be drawn anew; none, if it is not for a
 * number. */
export function seriesToRenew(entry: Entry): readonly string[] {
  const [code] = entry.detail ?? [];
  if (typeof code !== "string" || !code.startsWith("number/")) return [];
  const series = opsOf(entry).flatMap(([entity]) =>
    Array.from(shapeOf(entity).fields.values(), (field) => field.series),
  );
  return [...new Set(series.filter((name) => name !== null))];
}

/** The parts that were left out, as `entity/id/field`; null where the whole was refused. */
function refusedParts(entry: Entry): Set<string> | null {
  if (entry.state !== "parted") return null;
  const parts = (entry.detail ?? []) as readonly (readonly string[])[];
  return new Set(parts.map((part) => part.slice(0, 3).join("/")));
}

function fresh(shape: Shape, numbers: Readonly<Record<string, number>>): Wanted {
  const values: Record<string, number> = {};
  for (const [name, { series }] of shape.fields) {
    const number = series === null ? undefined : numbers[series];
    if (number !== undefined) values[name] = number;
  }
  return values;
}

/** A creation's parts as the values that a person gave. */
function given(shape: Shape, body: Body): Wanted {
  return Object.fromEntries(
    Object.entries(body).map(([name, part]) => [name, valueOf(shape.fields.get(name), part)]),
  );
}

function valueOf(field: Field | undefined, part: unknown): unknown {
  if (field?.isState === true) return (part as readonly unknown[])[1];
  if (field === undefined || field.kind === "register") return part;
  return (part as { readonly add: unknown }).add;
}
