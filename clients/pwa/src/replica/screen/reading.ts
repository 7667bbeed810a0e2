/** Which of the ways to the records of a question is the shortest, and going it. */

import { cmp, type Collection, type Table } from "dexie";

import type { Document } from "../core/types";
import type { Database } from "../store/database";
import { indexesOf, isAlwaysThere, pairIndex, pairsOf } from "../store/layout";
import { conditionsOf, type Match, type Question, termsOf } from "./matching";

/** Records that are read at once, at least, where not all of them match. */
const STRIDE = 128;
/** Where fewer than one in so many matches, walking from record to record is the longer way. */
const RARE = 32;
/** From so many keys on, their whole span may be read at once. */
const SEVERAL = 8;
/** Where a span has more records than so many a key, asking for each key is the shorter way. */
const WIDE = 16;

/** Base records that a question asks for, not in order. `isAll`: there are no more of them. */
export interface Found {
  readonly documents: readonly Document[];
  readonly isAll: boolean;
}

const NOTHING: Found = { documents: [], isAll: true };

/** Base records that match. Where only so many are wanted and an index has them in order, not many
 * more than `wanted` (and those that stand level with the last) are read. */
export async function find(
  database: Database,
  question: Question,
  match: Match,
  wanted: number,
): Promise<Found> {
  const table = database.records(question.entity);
  if (table === undefined || isVain(question)) return NOTHING;
  return database.read([table], async () => {
    const first = await firstOnes(table, question, match, wanted);
    if (first !== null) return first;
    const documents = await candidates(table, question);
    return { documents: documents.filter(match), isAll: true };
  });
}

/** The ids of base records that match. */
export async function findIds(
  database: Database,
  question: Question,
  match: Match,
): Promise<readonly string[]> {
  const table = database.records(question.entity);
  if (table === undefined || isVain(question)) return [];
  return database.read([table], async () => {
    if (question.filter === undefined) {
      const conditions = conditionsOf(question);
      if (conditions.length === 0) return table.toCollection().primaryKeys();
      const whole = waysOf(question).find(({ fields }) => fields.length === conditions.length);
      if (whole !== undefined) return (await each(table, whole, ids)).flat();
    }
    return (await candidates(table, question)).filter(match).map(({ id }) => id);
  });
}

/** All records, or those that the narrowest index leaves. */
async function candidates(
  table: Table<Document, string>,
  question: Question,
): Promise<readonly Document[]> {
  const ways = waysOf(question);
  const [first] = ways;
  if (first === undefined) return table.toArray();
  let narrowest = first;
  if (ways.length > 1) {
    let least = Infinity;
    for (const way of ways) {
      const count = await lengthOf(table, way);
      if (count < least) [least, narrowest] = [count, way];
    }
  }
  return (
    (await inSpan(table, narrowest)) ??
    (await each(table, narrowest, (collection) => collection.toArray())).flat()
  );
}

/** How many records a way leaves, at most. */
async function lengthOf(table: Table<Document, string>, way: Way): Promise<number> {
  if (way.index === "id") return way.keys.length;
  const counts = await each(table, way, (collection) => collection.count());
  return counts.reduce((sum, one) => sum + one, 0);
}

/** An index, the conditions that it answers and the keys that meet them. */
interface Way {
  readonly index: string;
  readonly fields: readonly string[];
  readonly keys: readonly Key[];
}

type Plain = string | number;
type Key = Plain | readonly [Plain, Plain];

function ids(collection: Collection<Document, string>): PromiseLike<readonly string[]> {
  return collection.primaryKeys();
}

/** Asks for each key of a way: for one key the browser gives all at once, for several Dexie would
 * walk from record to record, many times slower. */
function each<T>(
  table: Table<Document, string>,
  { index, keys }: Way,
  ask: (collection: Collection<Document, string>) => PromiseLike<T>,
): Promise<T[]> {
  return Promise.all(keys.map((key) => ask(table.where(index).equals(key))));
}

/** The records of many keys, which often stand close together, by one request for all between the
 * first and the last; null where too many others stand among them. */
async function inSpan(
  table: Table<Document, string>,
  { index, fields, keys }: Way,
): Promise<readonly Document[] | null> {
  const [field = "id", another] = fields;
  if (another !== undefined || keys.length < SEVERAL) return null;
  const wanted = new Set<unknown>(keys);
  const sorted = [...keys].sort(cmp);
  const span = table.where(index).between(sorted[0], sorted.at(-1), true, true);
  if ((await span.count()) > keys.length * WIDE) return null;
  return (await span.toArray()).filter((document) => wanted.has(document[field]));
}

/** Whether it asks for "one of" nothing. */
function isVain(question: Question): boolean {
  return conditionsOf(question).some(([, values]) => values.length === 0);
}

/** Indexes that answer conditions: what is empty, or no text and no number, stands in none. An index
 * over two fields is at least as narrow as those of each, which are left out then. */
function waysOf(question: Question): readonly Way[] {
  const { entity } = question;
  const indexes = indexesOf(entity);
  const byField = new Map(
    conditionsOf(question).flatMap(([field, values]) =>
      values.every(isKey) ? [[field, [...new Set(values)]] as const] : [],
    ),
  );
  const pairs = pairsOf(entity).flatMap((pair): Way[] => {
    const [ones, others] = pair.map((field) => byField.get(field));
    if (ones === undefined || others === undefined) return [];
    const keys = ones.flatMap((one) => others.map((other) => [one, other] as const));
    return [{ index: pairIndex(pair), fields: pair, keys }];
  });
  const paired = new Set(pairs.flatMap(({ fields }) => fields));
  const single = [...byField].flatMap(([field, keys]): Way[] =>
    (field === "id" || indexes.includes(field)) && !paired.has(field)
      ? [{ index: field, fields: [field], keys }]
      : [],
  );
  return [...pairs, ...single];
}

function isKey(value: unknown): value is Plain {
  return typeof value === "string" || typeof value === "number";
}

/**
 * The first ones of a list, by the index of what it is ordered by: from one end on, stride by
 * stride, until so many match. Null where there is no such way, or where it is the longer one.
 */
async function firstOnes(
  table: Table<Document, string>,
  question: Question,
  match: Match,
  wanted: number,
): Promise<Found | null> {
  if (wanted === Infinity) return null;
  const [field, isDescending] = termsOf(question)[0] ?? ["id", false];
  const { entity } = question;
  if (field !== "id" && !indexesOf(entity).includes(field)) return null;
  // Empty values, which no index has, come first; or last, where it descends.
  if (!isDescending && !isAlwaysThere(entity, field)) return null;
  const isPlain = question.filter === undefined && conditionsOf(question).length === 0;
  const found = new Map<string, Document>();
  let [stride, walked] = [isPlain ? wanted : Math.max(wanted, STRIDE), 0];
  let rest = isDescending ? table.orderBy(field).reverse() : table.orderBy(field);
  for (;;) {
    const documents = await rest.limit(stride).toArray();
    const last = documents.at(-1)?.[field];
    const isEnd = documents.length < stride;
    if (!isEnd && !isKey(last)) return null;
    // A stride ends between two values, never between two records of the same one.
    const level = isEnd
      ? []
      : await table
          .where(field)
          .equals(last as Plain)
          .toArray();
    for (const document of [...documents, ...level]) {
      if (match(document)) found.set(document.id, document);
    }
    if (isEnd) {
      return isAlwaysThere(entity, field) ? { documents: [...found.values()], isAll: true } : null;
    }
    if (found.size >= wanted) return { documents: [...found.values()], isAll: false };
    walked += documents.length;
    if (found.size * RARE < walked) return null;
    stride *= 2;
    rest = isDescending ? table.where(field).below(last).reverse() : table.where(field).above(last);
  }
}
