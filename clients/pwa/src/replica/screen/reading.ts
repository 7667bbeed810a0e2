/** Which of the ways to the records of a question is the shortest, and going it. */

import type { Table } from "dexie";

import type { Document } from "../core/types";
import type { Database } from "../store/database";
import { indexesOf, isAlwaysThere } from "../store/layout";
import { conditionsOf, type Match, type Question, termsOf } from "./matching";

/** Base records that a question asks for, not in order. `isAll`: there are no more of them. */
export interface Found {
  readonly documents: readonly Document[];
  readonly isAll: boolean;
}

/** Base records that match. Where only so many are wanted and an index has them in order, no more
 * than `wanted` (and those that stand level with the last) are read. */
export async function find(
  database: Database,
  question: Question,
  match: Match,
  wanted: number,
): Promise<Found> {
  const table = database.records(question.entity);
  if (table === undefined) return { documents: [], isAll: true };
  return database.read([table], async () => {
    const first = await firstOnes(table, question, wanted);
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
  if (table === undefined) return [];
  return database.read([table], async () => {
    const conditions = conditionsOf(question);
    if (question.filter === undefined && conditions.length === 0) {
      return table.toCollection().primaryKeys();
    }
    const [condition] = indexable(question);
    if (question.filter === undefined && conditions.length === 1 && condition !== undefined) {
      const [field, values] = condition;
      return table
        .where(field)
        .anyOf([...values])
        .primaryKeys();
    }
    return (await candidates(table, question)).filter(match).map(({ id }) => id);
  });
}

/** All records, or those that the narrowest index leaves. */
async function candidates(
  table: Table<Document, string>,
  question: Question,
): Promise<readonly Document[]> {
  const usable = indexable(question);
  const [first] = usable;
  if (first === undefined) return table.toArray();
  let narrowest = first;
  if (usable.length > 1) {
    let least = Infinity;
    for (const condition of usable) {
      const counts = await each(condition, (field, value) =>
        table.where(field).equals(value).count(),
      );
      const count = counts.reduce((sum, one) => sum + one, 0);
      if (count < least) [least, narrowest] = [count, condition];
    }
  }
  const found = await each(narrowest, (field, value) => table.where(field).equals(value).toArray());
  return found.flat();
}

/** Asks for the values of a condition one by one: for one value the browser gives all at once, for
 * several Dexie would walk from record to record, many times slower. */
async function each<T>(
  [field, values]: Condition,
  ask: (field: string, value: string | number) => PromiseLike<T>,
): Promise<T[]> {
  const answers: T[] = [];
  for (const value of new Set(values)) answers.push(await ask(field, value));
  return answers;
}

type Condition = readonly [field: string, values: readonly (string | number)[]];

/** Conditions that an index answers: what is empty, or no text and no number, stands in none. */
function indexable(question: Question): readonly Condition[] {
  const indexes = indexesOf(question.entity);
  return conditionsOf(question).flatMap(([field, values]) =>
    (field === "id" || indexes.includes(field)) && values.every(isKey)
      ? [[field, values] as const]
      : [],
  );
}

function isKey(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/** The first ones of a plain list, by the index of what it is ordered by; null where there is no
 * such way. */
async function firstOnes(
  table: Table<Document, string>,
  question: Question,
  wanted: number,
): Promise<Found | null> {
  if (question.filter !== undefined || conditionsOf(question).length > 0) return null;
  if (wanted === Infinity) return null;
  const [field, isDescending] = termsOf(question)[0] ?? ["id", false];
  const { entity } = question;
  if (field !== "id" && !indexesOf(entity).includes(field)) return null;
  // Empty values, which no index has, come first; or last, where it descends.
  if (!isDescending && !isAlwaysThere(entity, field)) return null;
  const ordered = isDescending ? table.orderBy(field).reverse() : table.orderBy(field);
  const documents = await ordered.limit(wanted).toArray();
  const last = documents.at(-1)?.[field];
  if (documents.length < wanted || !isKey(last)) {
    return isAlwaysThere(entity, field) ? { documents, isAll: true } : null;
  }
  const level = await table.where(field).equals(last).toArray();
  const byId = new Map([...documents, ...level].map((document) => [document.id, document]));
  return { documents: [...byId.values()], isAll: false };
}
