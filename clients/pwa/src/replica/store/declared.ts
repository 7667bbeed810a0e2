/** The declarations, by the names that documents and ops carry. */

import {
  type Declaration,
  ENTITIES,
  ENTITY_NAMES as NAMES,
  type FieldDeclaration,
} from "@/generated/entities";

/** The names of all declared entities. */
export const ENTITY_NAMES: readonly string[] = NAMES;

/** An entity's declaration for whoever does not know its fields by type. */
export type Declared = Omit<Declaration, "fields"> & {
  readonly fields: Readonly<Record<string, FieldDeclaration>>;
};

const BY_NAME: ReadonlyMap<string, Declared> = new Map<string, Declared>(Object.entries(ENTITIES));

/** The declaration of an entity; undefined where this app does not know it. */
export function declared(entity: string): Declared | undefined {
  return BY_NAME.get(entity);
}
