import type { EntityName } from "@/generated/entities";
import type { Line } from "@/replica/api";

import { fieldOf, opsOf, type LineOp } from "./op";

/** A record of a refused write, with the fields that a person may mend. */
export interface Editable {
  readonly key: string;
  readonly entity: EntityName;
  readonly id: string;
  readonly op: LineOp;
  readonly fields: readonly string[];
}

/**
 * What of a refused write is shown to be mended: the fields that the problem names, or the parts
 * that were left out; where it names none, all that the person filled in.
 */
export function editables(line: Line): readonly Editable[] {
  const ops = opsOf(line);
  const left = new Set(line.parts.map(([entity, id, field]) => `${entity}/${id}/${field}`));
  const named = new Set(Object.keys(line.problem?.fields ?? {}).map(topLevel));
  const chosen = ops.map((op) => {
    const filled = Object.keys(op.body).filter((name) => fieldOf(op.entity, name) !== undefined);
    const refused = filled.filter((name) =>
      left.size > 0 ? left.has(`${op.key}/${name}`) : named.has(name),
    );
    return { op, filled, refused };
  });
  const isNamed = chosen.some(({ refused }) => refused.length > 0);
  return chosen
    .filter(({ refused }) => left.size === 0 || refused.length > 0)
    .map(({ op, filled, refused }) => ({
      key: op.key,
      entity: op.entity,
      id: op.id,
      op,
      fields: isNamed ? refused : filled,
    }));
}

/** `lines[0].quantity` is a part of `lines`. */
export function topLevel(path: string): string {
  return /^\w+/.exec(path)?.[0] ?? path;
}
