/**
 * The tables and indexes of the local database, derived from the declarations. Where they change,
 * the database gets its next version by itself (see `database.ts`): nothing is numbered by hand.
 */

import { declared, ENTITY_NAMES } from "./declared";

/** Tables that no declaration decides, in Dexie's notation: the key, then the indexes. */
const FIXED = {
  /** By name: `head`, `identity`, `version`, `series`, `layout`, `lease`. */
  meta: "",
  /** `open` and `needs` are there only where they are 1, so their indexes hold little. */
  outbox: "seq, [replica+n], state, open, needs",
  seals: "first, last",
  blocks: "[series+first]",
  /** Pages that wait for the rest; `doc` null for what leaves. */
  stage: "[entity+id]",
  /** Which base records have fields in conflict: no index of IndexedDB can say so. */
  conflicts: "[entity+id]",
  drafts: "",
  blobs: "id, open",
} as const;

/** Lists are ordered by these; a reference, a state, a series and a title are indexed anyway. */
const LISTED_BY: Readonly<Record<string, readonly string[]>> = {
  delivery: ["at"],
  delivery_order: ["placed_at"],
  drink_order: ["placed_at", "completed_at"],
  message: ["sent_at"],
  route: ["day"],
  schedule: ["starts_at"],
};

/** Fields that are asked for together: of all that a station ever made, the board is a handful. */
const ASKED_TOGETHER: Readonly<Record<string, readonly Pair[]>> = {
  drink_order: [
    ["station", "state"],
    ["station", "group"],
  ],
};

/** Two fields with one index over both. */
export type Pair = readonly [string, string];

/** The table of an entity's base records. */
export function recordTable(entity: string): string {
  return `record_${entity}`;
}

/** The indexed fields of an entity. */
export function indexesOf(entity: string): readonly string[] {
  return INDEXES.get(entity) ?? [];
}

/** The pairs of fields of an entity that have an index together. */
export function pairsOf(entity: string): readonly Pair[] {
  return ASKED_TOGETHER[entity] ?? [];
}

/** Such an index, in Dexie's notation. */
export function pairIndex([one, other]: Pair): string {
  return `[${one}+${other}]`;
}

/** Whether every record of the entity has a value in this field, so that its index leaves out
 * none. */
export function isAlwaysThere(entity: string, field: string): boolean {
  return (
    field === "id" || fieldsOf(entity).some(([name, { required }]) => name === field && required)
  );
}

function indexed(entity: string): readonly string[] {
  const title = declared(entity)?.title;
  const worth = fieldsOf(entity).filter(
    ([name, field]) =>
      field.kind === "register" &&
      (field.ref !== undefined ||
        field.series !== undefined ||
        field.initial !== undefined ||
        name === title ||
        LISTED_BY[entity]?.includes(name)),
  );
  return worth.map(([name]) => name);
}

function fieldsOf(entity: string) {
  return Object.entries(declared(entity)?.fields ?? {});
}

const INDEXES = new Map(ENTITY_NAMES.map((entity) => [entity, indexed(entity)]));

/** Every table with its key and indexes, as Dexie's `stores()` takes it. */
export function layout(): Readonly<Record<string, string>> {
  const records = ENTITY_NAMES.map((entity): [string, string] => [
    recordTable(entity),
    ["id", ...indexesOf(entity), ...pairsOf(entity).map(pairIndex)].join(", "),
  ]);
  return { ...FIXED, ...Object.fromEntries(records) };
}
