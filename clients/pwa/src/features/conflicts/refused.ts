import { ENTITIES, type EntityName } from "@/generated/entities";
import type { Line } from "@/replica/api";

/** What a write did to one record: the fields with the values that they were given. */
export interface Part {
  readonly entity: EntityName;
  readonly fields: readonly (readonly [string, unknown])[];
}

/** The parts of a write in values that can be shown. */
export function partsOf(line: Line): readonly Part[] {
  return line.ops.flatMap((op): readonly Part[] => {
    const [entity, , , body] = op;
    if (!isEntity(entity) || typeof body !== "object" || body === null) return [];
    return [
      { entity, fields: Object.entries(body).map(([name, change]) => [name, valueOf(change)]) },
    ];
  });
}

/** What kind of record a write was about, by its first part; null where its content was given up. */
export function titleOfLine(line: Line): EntityName | null {
  const name = line.ops[0]?.[0];
  return isEntity(name) ? name : null;
}

function isEntity(name: unknown): name is EntityName {
  return typeof name === "string" && name in ENTITIES;
}

/** A change as a value: the state that was entered, the figure that was counted or added, the
 * members that joined; a register is its value already. */
function valueOf(change: unknown): unknown {
  if (
    Array.isArray(change) &&
    change.length === 2 &&
    change.every((one) => typeof one === "string")
  ) {
    return change[1];
  }
  if (typeof change !== "object" || change === null || Array.isArray(change)) return change;
  const { count, add } = change as { readonly count?: unknown; readonly add?: unknown };
  return count ?? add ?? change;
}
