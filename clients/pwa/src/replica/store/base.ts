/** The base: records as they were received; and the stage, where a page waits for the rest. Calls
 * belong into the caller's transaction. */

import type { Document, Page, Vector } from "../core/types";
import type { Changed } from "./change";
import type { Database } from "./database";
import { ENTITY_NAMES } from "./declared";
import type { ConflictRow, StageRow } from "./rows";

/** Stage rows that are moved at a time: what is in memory at once when a base is replaced. */
const SLICE = 2_000;

export class Base {
  constructor(private readonly database: Database) {}

  async get(entity: string, id: string): Promise<Document | null> {
    return (await this.database.records(entity)?.get(id)) ?? null;
  }

  /** Several records at once, in the order of `ids`. */
  async several(entity: string, ids: readonly string[]): Promise<readonly (Document | null)[]> {
    const found = await this.database.records(entity)?.bulkGet([...ids]);
    return ids.map((_, index) => found?.[index] ?? null);
  }

  /** How many records are here. */
  async count(): Promise<number> {
    let sum = 0;
    for (const entity of ENTITY_NAMES) sum += (await this.database.records(entity)?.count()) ?? 0;
    return sum;
  }

  /** Entity, id and vector of every record. */
  async vectors(): Promise<(readonly [entity: string, id: string, vector: Vector])[]> {
    const vectors: (readonly [string, string, Vector])[] = [];
    for (const entity of ENTITY_NAMES) {
      await this.database.records(entity)?.each(({ id, _ }) => {
        vectors.push([entity, id, _.v]);
      });
    }
    return vectors;
  }

  /** Takes a page in: arrivals, then departures, then what is gone. */
  async show(page: Page, changed: Changed): Promise<void> {
    for (const [entity, documents] of page.arrivals) await this.#put(entity, documents, changed);
    for (const [entity, ids] of [...page.departures, ...page.gone]) {
      await this.#remove(entity, ids, changed);
    }
  }

  /** Keeps a page aside; a later one says the last word about a record. */
  async stage(page: Page): Promise<void> {
    const rows: StageRow[] = [];
    for (const [entity, documents] of page.arrivals) {
      for (const doc of documents) rows.push({ entity, id: doc.id, doc });
    }
    for (const [entity, ids] of [...page.departures, ...page.gone]) {
      for (const id of ids) rows.push({ entity, id, doc: null });
    }
    await this.database.stage.bulkPut(rows);
  }

  async unstage(): Promise<void> {
    await this.database.stage.clear();
  }

  /** Takes the stage in; with `replace` it becomes the base. */
  async unveil(replace: boolean, changed: Changed): Promise<void> {
    if (replace) {
      await this.database.conflicts.clear();
      for (const entity of ENTITY_NAMES) await this.database.records(entity)?.clear();
      changed.anew = true;
    }
    let from: [string, string] = ["", ""];
    for (;;) {
      const rows = await this.database.stage
        .where("[entity+id]")
        .above(from)
        .limit(SLICE)
        .toArray();
      const last = rows.at(-1);
      if (last === undefined) break;
      await this.#take(rows, changed);
      from = [last.entity, last.id];
    }
    await this.unstage();
  }

  /** Rows of the stage, which come by entity. */
  async #take(rows: readonly StageRow[], changed: Changed): Promise<void> {
    for (const entity of new Set(rows.map((row) => row.entity))) {
      const staged = rows.filter((row) => row.entity === entity);
      const documents = staged.flatMap(({ doc }) => (doc === null ? [] : [doc]));
      const leaving = staged.flatMap(({ doc, id }) => (doc === null ? [id] : []));
      await this.#put(entity, documents, changed);
      await this.#remove(entity, leaving, changed);
    }
  }

  async #put(entity: string, documents: readonly Document[], changed: Changed): Promise<void> {
    const table = this.database.records(entity);
    if (table === undefined || documents.length === 0) return;
    await table.bulkPut([...documents]);
    const known = new Set(await this.#conflicting(entity));
    const open: ConflictRow[] = [];
    const closed: [string, string][] = [];
    for (const document of documents) {
      const { id } = document;
      changed.record(entity, id, document);
      if (document._.c !== undefined) open.push({ entity, id });
      else if (known.has(id)) closed.push([entity, id]);
    }
    if (closed.length > 0) await this.database.conflicts.bulkDelete(closed);
    if (open.length > 0) await this.database.conflicts.bulkPut(open);
  }

  async #remove(entity: string, ids: readonly string[], changed: Changed): Promise<void> {
    const table = this.database.records(entity);
    if (table === undefined || ids.length === 0) return;
    await table.bulkDelete([...ids]);
    const known = new Set(await this.#conflicting(entity));
    const closed = ids.filter((id) => known.has(id)).map((id): [string, string] => [entity, id]);
    if (closed.length > 0) await this.database.conflicts.bulkDelete(closed);
    for (const id of ids) changed.record(entity, id, null);
  }

  /** The ids of an entity's records in conflict: always few. */
  async #conflicting(entity: string): Promise<readonly string[]> {
    const rows = await this.database.conflicts.where("entity").equals(entity).toArray();
    return rows.map(({ id }) => id);
  }
}
