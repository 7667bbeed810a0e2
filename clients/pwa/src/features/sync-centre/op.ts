import { ENTITIES, type EntityName, type FieldDeclaration } from "@/generated/entities";
import type { Line } from "@/replica/api";

/** One change of one record, read out of the queue. */
export interface LineOp {
  readonly entity: EntityName;
  readonly id: string;
  /** `entity/id`, as a resend names it. */
  readonly key: string;
  readonly act: "create" | "edit" | "delete" | "accept";
  /** field -> what it does to it. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The fields whose conflict it closes. */
  readonly accepted: readonly string[];
}

/** The ops of a line; what this version of the app does not know is left out. */
export function opsOf(line: Line): readonly LineOp[] {
  return line.ops.flatMap((op): LineOp[] => {
    const [entity, id, seen, body, accepted] = op;
    if (!isEntity(entity) || typeof id !== "string") return [];
    const fields = (body ?? {}) as Readonly<Record<string, unknown>>;
    const chosen = Object.keys(accepted ?? {});
    const act =
      body === null ? "delete" : seen === null ? "create" : chosen.length > 0 ? "accept" : "edit";
    return [{ entity, id, key: `${entity}/${id}`, act, body: fields, accepted: chosen }];
  });
}

function isEntity(name: unknown): name is EntityName {
  return typeof name === "string" && Object.hasOwn(ENTITIES, name);
}

/** The declaration of an op's field, if there is one. */
export function fieldOf(entity: EntityName, name: string): FieldDeclaration | undefined {
  const fields: Readonly<Record<string, FieldDeclaration>> = ENTITIES[entity].fields;
  return fields[name];
}

/** What an op leaves in a field: a state's new one, else the value itself; undefined for counters
 * and sets, which are changed and not filled. */
export function valueIn(op: LineOp, name: string): unknown {
  const field = fieldOf(op.entity, name);
  const part = op.body[name];
  if (field?.kind !== "register") return undefined;
  return field.transitions !== undefined && op.act !== "create" && Array.isArray(part)
    ? (part as readonly unknown[])[1]
    : part;
}

/** The op by which people would call the whole act: a change of state, else a creation, else the
 * first. */
export function mainOp(ops: readonly LineOp[]): LineOp | undefined {
  return (
    ops.find((op) => op.act === "edit" && stateField(op) !== undefined) ??
    ops.find((op) => op.act === "create") ??
    ops[0]
  );
}

/** The state field that an op moves, if it moves one. */
export function stateField(op: LineOp): string | undefined {
  return Object.keys(op.body).find((name) => fieldOf(op.entity, name)?.transitions !== undefined);
}
