import { ENTITIES, type EntityName, type FieldDeclaration } from "@/generated/entities";

/** The declaration of a field, or undefined where there is none of that name. */
export function declared(entity: EntityName, field: string): FieldDeclaration | undefined {
  const fields: Readonly<Record<string, FieldDeclaration>> = ENTITIES[entity].fields;
  return fields[field];
}

/** Whether people type it as free text, so that two texts can be made one. */
export function isFreeText(field: FieldDeclaration): boolean {
  const { type } = field;
  return (
    field.kind === "register" &&
    field.ref === undefined &&
    type.type === "string" &&
    type.enum === undefined &&
    type.pattern === undefined
  );
}

/** Whether an older value may simply be written again: counters are counted, states move along
 * their transitions, and numbers are given out once. */
export function canGoBack(field: FieldDeclaration): boolean {
  return (
    field.kind === "register" &&
    field.transitions === undefined &&
    field.series === undefined &&
    field.received !== true &&
    field.resolver !== "first"
  );
}
