import type { Doc, EntityName } from "@/generated/entities";
import type { Act } from "@/replica/api";

/** Writes an older value again, as a new edit: what was written in between stays in the history. */
export function goBack<E extends EntityName>(
  act: Act,
  entity: E,
  doc: Doc<E>,
  field: string,
  value: unknown,
): void {
  act.edit(entity, doc, { [field]: value ?? null });
}
