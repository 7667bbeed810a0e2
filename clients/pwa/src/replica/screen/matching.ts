/** What a query asks: which records, in which order; and when two queries ask the same. */

import type { Document } from "../core/types";

/** A query as the screens ask it, of any entity. */
export interface Question {
  readonly entity: string;
  /** field -> a value, null for "empty", or an array for "one of". What is undefined is no
   * condition. */
  readonly where?: Readonly<Record<string, unknown>>;
  readonly filter?: (document: never) => boolean;
  readonly order?: readonly string[];
  readonly limit?: number;
}

/** field -> the values that it may have; null for "empty". */
export type Conditions = readonly (readonly [field: string, values: readonly unknown[]])[];

export type Match = (document: Document) => boolean;
export type Compare = (a: Document, b: Document) => number;

/** The conditions of a question, sorted by field. */
export function conditionsOf({ where = {} }: Question): Conditions {
  return Object.entries(where)
    .filter(([, wanted]) => wanted !== undefined)
    .map(([field, wanted]): [string, readonly unknown[]] => [
      field,
      Array.isArray(wanted) ? wanted : [wanted],
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Whether a record is asked for. */
export function matcherOf(question: Question): Match {
  const conditions = conditionsOf(question);
  const filter = question.filter as Match | undefined;
  return (document) => {
    for (const [field, values] of conditions) {
      if (!values.includes(document[field] ?? null)) return false;
    }
    return filter?.(document) ?? true;
  };
}

/** A field and the direction in which a question orders by it. */
export type Term = readonly [field: string, isDescending: boolean];

export function termsOf({ order = [] }: Question): readonly Term[] {
  return order.map((name) =>
    name.startsWith("-") ? ([name.slice(1), true] as const) : ([name, false] as const),
  );
}

/** The order that is asked for. Empty values come first, then numbers, then text by UTF-16 code
 * units, as IndexedDB has them; equals stand by id. */
export function comparerOf(question: Question): Compare {
  const terms = termsOf(question);
  return (a, b) => {
    for (const [field, isDescending] of terms) {
      const by = compareValues(a[field], b[field]);
      if (by !== 0) return isDescending ? -by : by;
    }
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  };
}

function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0;
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : 1;
  return Number(a) - Number(b);
}

function rankOf(value: unknown): number {
  if (value === null || value === undefined) return 0;
  return typeof value === "string" ? 2 : 1;
}

const filters = new WeakMap<object, number>();
let lastFilter = 0;

/** The text by which a question is known: the same for the same question. */
export function canonical(kind: string, question: Question): string {
  const { entity, filter, order = [], limit } = question;
  return JSON.stringify([
    kind,
    entity,
    conditionsOf(question),
    filter === undefined ? 0 : numberOf(filter),
    order,
    limit ?? null,
  ]);
}

function numberOf(filter: object): number {
  let number = filters.get(filter);
  if (number === undefined) {
    lastFilter += 1;
    number = lastFilter;
    filters.set(filter, number);
  }
  return number;
}

/** Whether two JSON values are alike. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Readonly<Record<string, unknown>>;
  const right = b as Readonly<Record<string, unknown>>;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key]));
}
