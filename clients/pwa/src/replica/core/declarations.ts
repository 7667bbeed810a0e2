/**
 * The declarations of every kind of record, in the shape in which the replica asks them: what is
 * asked on the path of a tap is worked out once.
 */

import {
  ENTITIES,
  type EntityName,
  type FieldDeclaration,
  type Permission,
  type Transition,
  type ValueSchema,
} from "@/generated/entities";

import { Problem } from "./problem";

export { PROTOCOL, SCHEMA } from "@/generated/entities";

/** One field. */
export interface Field {
  readonly kind: FieldDeclaration["kind"];
  /** Of the value; of one element, for a set. */
  readonly type: ValueSchema;
  /** How one of several values is picked: `first` keeps what is there. */
  readonly resolver: NonNullable<FieldDeclaration["resolver"]>;
  /** A creation without it is refused, and it is never null. */
  readonly required: boolean;
  /** Moves along declared transitions. */
  readonly isState: boolean;
  readonly transitions: readonly Transition[];
  /** The series of number blocks that it is drawn from (`"drink_order.number"`). */
  readonly series: string | null;
  /** The hub fills it; nobody writes it. */
  readonly received: boolean;
}

/** One kind of record. */
export interface Shape {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** The field that names the record for people. */
  readonly title: string | null;
  /** Fields without which a creation is refused. */
  readonly required: readonly string[];
  /** What a creation that is silent gets. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Registers whose value in an op is the value itself. */
  readonly plain: readonly string[];
  readonly writers: readonly Permission[];
}

const SHAPES: ReadonlyMap<string, Shape> = new Map(
  (Object.keys(ENTITIES) as EntityName[]).map((name) => [name, shaped(name)]),
);

/**
 * The declaration of an entity.
 *
 * @throws Problem `mutation/invalid` where there is none of that name.
 */
export function shapeOf(entity: string): Shape {
  const shape = SHAPES.get(entity);
  if (shape === undefined) throw new Problem("mutation/invalid", { fields: { entity } });
  return shape;
}

/** The declared step between two states. */
export function stepOf(field: Field, leave: string, enter: string): Transition | undefined {
  return field.transitions.find((step) => step.leave === leave && step.enter === enter);
}

function shaped(name: EntityName): Shape {
  const { fields: declared, title, writers } = ENTITIES[name];
  const declarations = Object.entries<FieldDeclaration>(declared);
  const named = (test: (field: FieldDeclaration) => boolean) =>
    declarations.filter(([, field]) => test(field)).map(([field]) => field);
  const defaults = declarations.filter(([, field]) => field.default !== undefined);
  return {
    name,
    fields: new Map(declarations.map(([field, its]) => [field, fieldOf(name, its)])),
    title: title ?? null,
    required: named((field) => field.required === true && field.default === undefined),
    defaults: Object.fromEntries(defaults.map(([field, its]) => [field, its.default])),
    plain: named((field) => field.kind === "register" && field.transitions === undefined),
    writers,
  };
}

function fieldOf(entity: string, its: FieldDeclaration): Field {
  const transitions = its.transitions ?? [];
  return {
    kind: its.kind,
    type: its.type,
    resolver: its.resolver ?? "latest",
    required: its.required ?? false,
    isState: transitions.length > 0,
    transitions,
    series: its.series === undefined ? null : `${entity}.${its.series}`,
    received: its.received ?? false,
  };
}
