/** One record; how many there are; which ones are in conflict. */

import type { Document } from "../core/types";
import type { Database } from "../store/database";
import { isSame, type Match, matcherOf, type Question } from "./matching";
import type { Key, Overlay } from "./overlay";
import { findIds } from "./reading";
import { type Host, RecordView } from "./record-view";

/** One record, null where it is not to be seen. */
export class OneView extends RecordView<Document | null> {
  #value: Document | null | undefined;
  readonly #key: Key;

  constructor(
    host: Host,
    private readonly database: Database,
    private readonly overlay: Overlay,
    entity: string,
    id: string,
  ) {
    super(host, entity);
    this.#key = [entity, id];
  }

  override peek(_entity: string, id: string): Document | undefined {
    return id === this.#key[1] ? (this.#value ?? undefined) : undefined;
  }

  override put(_entity: string, id: string, document: Document | null): void {
    if (id !== this.#key[1] || isSame(this.#value, document)) return;
    this.#value = document;
    this.changed();
  }

  protected override value(): Document | null | undefined {
    return this.#value;
  }

  protected override async read(): Promise<() => void> {
    const [entity, id] = this.#key;
    const found = (await this.database.records(entity)?.get(id)) ?? null;
    return () => {
      if (this.overlay.touches(this.#key) && this.overlay.base(this.#key) === undefined) {
        // A write is on its way whose base is being read: it is shown as at the tap.
        if (this.#value !== undefined) return;
        this.overlay.setBase(this.#key, found);
      }
      this.put(entity, id, this.overlay.view(this.#key, found));
    };
  }

  protected override forget(): void {
    this.#value = undefined;
  }
}

/** How many records a question asks for. */
export class CountView extends RecordView<number> {
  readonly #match: Match;
  #ids: Set<string> | undefined;

  constructor(
    host: Host,
    private readonly database: Database,
    private readonly overlay: Overlay,
    private readonly question: Question,
  ) {
    super(host, question.entity);
    this.#match = matcherOf(question);
  }

  override peek(): undefined {
    return undefined;
  }

  override put(_entity: string, id: string, document: Document | null): void {
    if (this.#ids === undefined) return;
    const before = this.#ids.size;
    if (document !== null && this.#match(document)) this.#ids.add(id);
    else this.#ids.delete(id);
    if (this.#ids.size !== before) this.changed();
  }

  protected override value(): number | undefined {
    return this.#ids?.size;
  }

  protected override async read(): Promise<() => void> {
    const { entity } = this.question;
    const found = await findIds(this.database, this.question, this.#match);
    return () => {
      const before = this.value();
      this.#ids = new Set(found);
      for (const id of this.overlay.ids(entity)) {
        const base = this.overlay.base([entity, id]);
        if (base === undefined) continue;
        const shown = this.overlay.view([entity, id], base);
        if (shown !== null && this.#match(shown)) this.#ids.add(id);
        else this.#ids.delete(id);
      }
      if (this.#ids.size !== before) this.changed();
    };
  }

  protected override forget(): void {
    this.#ids = undefined;
  }
}

export interface Conflicting {
  readonly entity: string;
  readonly doc: Document;
}

/** Records of all entities with fields that wait for a person's choice, by entity and id. */
export class ConflictsView extends RecordView<readonly Conflicting[]> {
  #known: Map<string, Conflicting> | undefined;
  #snapshot: readonly Conflicting[] | undefined;

  constructor(
    host: Host,
    private readonly database: Database,
    private readonly overlay: Overlay,
  ) {
    super(host, null);
  }

  override peek(): undefined {
    return undefined;
  }

  override put(entity: string, id: string, document: Document | null): void {
    if (this.#known === undefined) return;
    const key = `${entity}/${id}`;
    const there = this.#known.get(key);
    if (document?._.c === undefined) {
      if (!this.#known.delete(key)) return;
    } else {
      if (there !== undefined && isSame(there.doc, document)) return;
      this.#known.set(key, { entity, doc: document });
    }
    this.#snapshot = undefined;
    this.changed();
  }

  protected override value(): readonly Conflicting[] | undefined {
    if (this.#known === undefined) return undefined;
    this.#snapshot ??= [...this.#known.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, conflicting]) => conflicting);
    return this.#snapshot;
  }

  protected override async read(): Promise<() => void> {
    const { database } = this;
    const found = await database.read(database.tables, async () => {
      const documents: Conflicting[] = [];
      for (const { entity, id } of await database.conflicts.toArray()) {
        const doc = await database.records(entity)?.get(id);
        if (doc !== undefined) documents.push({ entity, doc });
      }
      return documents;
    });
    return () => {
      const before = this.#known;
      this.#known = new Map();
      for (const { entity, doc } of found) {
        const key = `${entity}/${doc.id}`;
        const there = before?.get(key);
        const shown = this.overlay.view([entity, doc.id], doc);
        if (shown?._.c === undefined) continue;
        this.#known.set(
          key,
          there !== undefined && isSame(there.doc, shown) ? there : { entity, doc: shown },
        );
      }
      this.#snapshot = undefined;
      this.changed();
    };
  }

  protected override forget(): void {
    this.#known = undefined;
    this.#snapshot = undefined;
  }
}
