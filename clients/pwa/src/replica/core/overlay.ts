/**
 * What the screen shows: the base document with the device's own ops on top.
 *
 * Base documents are replaced whole in feed order, so an own op needs no merge on top of one: set,
 * add, insert, remove. What really happened is the hub's answer, and the overlay yields to it
 * record by record: as soon as the base's vector covers an op's dot.
 */

import { canonical, ordered, texts } from "./canonical";
import { shapeOf, type Field, type Shape } from "./declarations";
import type { Accepts, Body, Document, Dot, Meta, Op, Sibling } from "./types";
import { covers } from "./vector";

/** One own op with the dot of its mutation. */
export type Own = readonly [op: Op, dot: Dot];

/** A counter's part of an op: so many more, and the offset that a count chose. */
export interface CounterPart {
  readonly add?: number;
  readonly count?: number;
}

/** A set's part of an op. */
export interface SetPart {
  readonly add?: readonly unknown[];
  readonly remove?: readonly unknown[];
}

/** Whether the op deletes its record. */
export function isDelete(op: Op): boolean {
  return op[2] !== null && op[3] === null && Object.keys(accepted(op)).length === 0;
}

/** The op's changes; empty for a delete. */
export function bodyOf(op: Op): Body {
  return op[3] ?? {};
}

/** The siblings that the op accepts. */
export function accepted(op: Op): Accepts {
  return op[4] ?? {};
}

/** The fields that the op writes. */
export function fieldsOf(op: Op): string[] {
  return [...Object.keys(bodyOf(op)), ...Object.keys(accepted(op))];
}

/**
 * The record as the screen shows it, or null where it is not to be seen.
 *
 * An edit after an own delete brings the record back, as it does at the hub.
 *
 * @param ops - The device's own ops on this record that were not refused, oldest first. Those that
 * the base covers are in it already.
 */
export function view(entity: string, base: Document | null, ops: Iterable<Own>): Document | null {
  const seen = base?._.v ?? {};
  let shape: Shape | null = null;
  let shown: Document | null = base;
  // A copy of our own: the ops after the first are written into it in place.
  let draft: Draft | null = null;
  for (const [op, dot] of ops) {
    if (covers(seen, dot)) continue;
    shape ??= shapeOf(entity);
    if (op[2] === null) {
      if (shown !== null) continue; // the hub will refuse it
      draft = blank(shape, op[1]);
    } else if (isDelete(op)) {
      shown = null;
      continue;
    } else if (base !== null) {
      draft ??= copied(base);
    }
    if (draft === null) continue; // the record is not here: its edit stays off the screen
    fill(shape, draft, op, dot);
    shown = draft;
  }
  return shown;
}

/** One own op on top of a document; null where it leaves none. Nothing that was handed in is
 * changed. */
export function apply(shape: Shape, document: Document | null, op: Op, dot: Dot): Document | null {
  if (op[2] === null && document !== null) return document;
  if (op[2] !== null && (document === null || isDelete(op))) return null;
  const draft = document === null ? blank(shape, op[1]) : copied(document);
  fill(shape, draft, op, dot);
  return draft;
}

/** A document in the making. Parts of its `_` other than the vector are replaced, not changed. */
interface Draft {
  readonly id: string;
  _: { -readonly [Part in keyof Meta]: Meta[Part] } & { v: Record<string, number> };
  [field: string]: unknown;
}

function blank(shape: Shape, id: string): Draft {
  return { id, ...shape.defaults, _: { v: {} } };
}

function copied(document: Document): Draft {
  return { ...document, _: { ...document._, v: { ...document._.v } } };
}

function fill(shape: Shape, draft: Draft, op: Op, [replica, n]: Dot): void {
  draft._.v[replica] = Math.max(draft._.v[replica] ?? 0, n);
  const isNew = op[2] === null;
  for (const [name, part] of Object.entries(bodyOf(op))) {
    const field = shape.fields.get(name);
    // An op from before an update may name a field that is no more.
    if (field !== undefined) change(field, name, draft, part, isNew);
  }
  for (const [name, dot] of Object.entries(accepted(op))) {
    const field = shape.fields.get(name);
    if (field !== undefined) accept(field, name, draft, dot);
  }
}

function change(field: Field, name: string, draft: Draft, part: unknown, isNew: boolean): void {
  if (field.kind === "counter") {
    const { add = 0, count = 0 } = part as CounterPart;
    if (isNew) draft[name] = add + count;
    else recount(draft, name, part as CounterPart);
  } else if (field.kind === "set") {
    const { add = [], remove = [] } = part as SetPart;
    const removed = texts(remove);
    const there = (draft[name] ?? []) as readonly unknown[];
    draft[name] = ordered([...there.filter((value) => !removed.has(canonical(value))), ...add]);
  } else if (field.isState) {
    put(draft, name, (part as readonly [unknown, unknown])[1]);
  } else if (field.resolver !== "first" || isNew || !Object.hasOwn(draft, name)) {
    put(draft, name, part);
  }
}

function recount(draft: Draft, name: string, { add = 0, count }: CounterPart): void {
  const counted = draft._.k?.[name];
  const [sum, former] = counted ?? [(draft[name] ?? 0) as number, 0];
  const total = sum + add;
  const offset = count ?? former;
  if (count !== undefined) close(draft, name);
  if (counted !== undefined || count !== undefined) {
    draft._.k = { ...draft._.k, [name]: [total, offset] };
  }
  draft[name] = total + offset;
}

function put(draft: Draft, name: string, value: unknown): void {
  if (value === null || value === undefined) {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- an empty field is absent
    delete draft[name];
  } else {
    draft[name] = value;
  }
  close(draft, name);
}

function accept(field: Field, name: string, draft: Draft, dot: Dot): void {
  const chosen = draft._.c?.[name]?.find((sibling) => isBy(sibling, dot));
  if (chosen === undefined) return;
  if (field.kind === "counter") recount(draft, name, { count: chosen[0] as number });
  else put(draft, name, chosen[0]);
}

/** Whether a mutation wrote this sibling. */
export function isBy(sibling: Sibling, [replica, n]: Dot): boolean {
  return sibling[1][0] === replica && sibling[1][1] === n;
}

/** The field is no longer in conflict on this screen. */
function close(draft: Draft, name: string): void {
  const conflicts = draft._.c;
  if (conflicts === undefined || !Object.hasOwn(conflicts, name)) return;
  const others = Object.entries(conflicts).filter(([other]) => other !== name);
  if (others.length > 0) draft._.c = Object.fromEntries(others);
  else delete draft._.c;
}
