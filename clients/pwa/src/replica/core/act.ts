import type { Changes, Doc, EntityName, Values } from "@/generated/entities";

import type { Act, Choices } from "../api";
import { type Shape, shapeOf } from "./declarations";
import { acceptOp, countedSum, createOp, deleteOp, editOp, type Wanted } from "./ops";
import { apply, fieldsOf, isDelete } from "./overlay";
import { Problem } from "./problem";
import { byteLength, SLICE_BYTES } from "./slice";
import type { Document, Dot, Op, Standing } from "./types";
import { bodyFaults, refuse } from "./validate";

/** What an act must be told. */
export interface Stage {
  /** The dot that the act will get, as far as one can say: another tab may be quicker. */
  readonly dot: Dot;
  /** A new record's id. */
  readonly makeId: () => string;
  /** The record as the screen shows it, for what is named by id alone. */
  readonly shown?: (entity: string, id: string) => Document | null;
}

/**
 * One act of a person, put together: several ops that are accepted or refused as one. Each op sees
 * what the ones before it did.
 */
export class ActBuilder implements Act {
  readonly #stage: Stage;
  readonly #views = new Map<string, Document | null>();
  readonly #ops: Op[] = [];
  readonly #before: Standing[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  get ops(): readonly Op[] {
    return this.#ops;
  }

  /** In the order of the ops: what an undo must know. */
  get before(): readonly Standing[] {
    return this.#before;
  }

  get isEmpty(): boolean {
    return this.#ops.length === 0;
  }

  /** `entity/id` -> the records that it touches as they are after it, null: not to be seen. The
   * screen shows them until it knows what lies beneath. */
  get views(): ReadonlyMap<string, Document | null> {
    return this.#views;
  }

  create<E extends EntityName>(entity: E, values: Values<E>, id?: string): string {
    return this.make(entity, values as unknown as Wanted, id);
  }

  edit<E extends EntityName>(entity: E, doc: Doc<E>, changes: Changes<E>): void {
    this.alter(entity, doc.id, changes as unknown as Wanted, doc as unknown as Document);
  }

  delete<E extends EntityName>(entity: E, doc: Doc<E>): void {
    this.remove(entity, doc.id, doc as unknown as Document);
  }

  accept<E extends EntityName>(entity: E, doc: Doc<E>, choices: Choices): void {
    const document = this.document(entity, doc.id, doc as unknown as Document);
    this.#add(acceptOp(shapeOf(entity), document, choices, this.#stage.dot[0]), document);
  }

  /** {@link create} of an entity that is only known at run time. */
  make(entity: string, values: Wanted, id: string = this.#stage.makeId()): string {
    this.#add(createOp(shapeOf(entity), id, values), this.#look(entity, id));
    return id;
  }

  /** {@link edit} of an entity that is only known at run time. */
  alter(entity: string, id: string, changes: Wanted, handed?: Document): void {
    const document = this.document(entity, id, handed);
    const op = editOp(shapeOf(entity), document, changes, this.#stage.dot[0]);
    if (Object.keys(op[3] ?? {}).length > 0) this.#add(op, document);
  }

  /** {@link delete} of an entity that is only known at run time. */
  remove(entity: string, id: string, handed?: Document): void {
    const document = this.document(entity, id, handed);
    this.#add(deleteOp(shapeOf(entity), document, this.#stage.dot[0]), document);
  }

  /**
   * Adds an op that is built already.
   *
   * @throws Problem `mutation/invalid` or `field/required`, naming the fields.
   */
  put(op: Op): void {
    refuse(bodyFaults(shapeOf(op[0]), op[3] ?? {}));
    this.#add(op, this.#look(op[0], op[1]));
  }

  /**
   * The record as this act leaves it so far. `handed`: as the screen has it, where it does.
   *
   * @throws Problem `record/unknown`.
   */
  document(entity: string, id: string, handed?: Document): Document {
    const document = this.#look(entity, id, handed);
    if (document === null) throw new Problem("record/unknown", { params: { entity, id } });
    return document;
  }

  #add(op: Op, document: Document | null): void {
    const [entity, id] = op;
    const shape = shapeOf(entity);
    this.#before.push(standing(shape, op, document));
    this.#ops.push(op);
    this.#views.set(keyOf(entity, id), apply(shape, document, op, this.#stage.dot));
  }

  #look(entity: string, id: string, handed?: Document): Document | null {
    const touched = this.#views.get(keyOf(entity, id));
    if (touched !== undefined) return touched;
    return handed ?? this.#stage.shown?.(entity, id) ?? null;
  }
}

/**
 * The text of an act's ops, as the outbox keeps it and the hub receives it. It is written once: the
 * uid is over this very text.
 *
 * @throws Problem `mutation/invalid` where nothing would change, `mutation/limits` where it is too
 * much at once.
 */
export function textOf(ops: readonly Op[]): string {
  if (ops.length === 0) throw new Problem("mutation/invalid", { params: { empty: true } });
  const text = JSON.stringify(ops);
  if (byteLength(text) > SLICE_BYTES) {
    throw new Problem("mutation/limits", { params: { bytes: SLICE_BYTES } });
  }
  return text;
}

/** How records are named by a single text. */
export function keyOf(entity: string, id: string): string {
  return `${entity}/${id}`;
}

/**
 * What an undo must know: the fields as they stood before the op; null for a creation. Of a counter
 * it is the offset; of a deleted record one field is enough to bring it back.
 */
export function standing(shape: Shape, op: Op, document: Document | null): Standing {
  if (op[2] === null || document === null) return null;
  if (isDelete(op)) {
    const candidates = [shape.title, ...shape.required, ...shape.plain];
    const kept = candidates.find(
      (name) =>
        name !== null &&
        Object.hasOwn(document, name) &&
        shape.fields.get(name)?.resolver !== "first",
    );
    return kept == null ? {} : { [kept]: document[kept] };
  }
  const before: Record<string, unknown> = {};
  for (const name of fieldsOf(op)) {
    before[name] =
      shape.fields.get(name)?.kind === "counter"
        ? ((document[name] ?? 0) as number) - countedSum(document, name)
        : (document[name] ?? null);
  }
  return before;
}
