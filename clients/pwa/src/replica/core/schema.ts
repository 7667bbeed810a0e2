/** What a declaration looks like, and what follows from it for any entity: the part of
 * `generated/entities.ts` that is the same whatever is declared. It exports all of this. */

import type { Docs, EntityChanges, EntityValues, Role } from "@/generated/entities";

/** A name for people, in both languages of the product. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

/** The JSON Schema of a value; of one member, where the field is a set. */
export interface ValueSchema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: "string" | "integer" | "number" | "boolean" | "array" | "object" | "null";
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: ValueSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, ValueSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly anyOf?: readonly ValueSchema[];
  readonly default?: unknown;
}

/** A legal step of a state field. `roles`: who may take it (left out: whoever may write). */
export interface Transition {
  readonly leave: string;
  readonly enter: string;
  readonly roles?: readonly Role[];
  readonly undo?: true;
}

/** One declared field. What is false or empty is left out. */
export interface FieldDeclaration {
  readonly kind: "register" | "counter" | "set";
  readonly label: Label;
  /** Which of several concurrent values is shown; registers only. */
  readonly resolver?: "latest" | "rank" | "first" | "keep";
  readonly type: ValueSchema;
  /** A creation without it is refused, and it is never null. */
  readonly required?: true;
  /** What a creation that is silent about it gets. */
  readonly default?: unknown;
  /** The entity that the value (or each member) names. */
  readonly ref?: EntityName;
  /** The kinds of scope in which the record that it names comes along. */
  readonly follow?: readonly string[];
  /** States from the weakest to the strongest. */
  readonly order?: readonly string[];
  /** States that a creation may start in. */
  readonly initial?: readonly string[];
  readonly transitions?: readonly Transition[];
  /** Drawn from number blocks; the blocks' name is `ENTITY.SERIES`. */
  readonly series?: string;
  /** A counter below it is flagged, never refused. */
  readonly minimum?: number;
  /** Filled by the hub; nobody writes it. */
  readonly received?: true;
}

export type WriteAct = "create" | "edit" | "delete";

/** What some roles may write. `fields` left out: all. `when`: only while the state field (first)
 * has one of the states (second). `mine`: only records whose named field holds the actor. `place`:
 * also into scopes that the writer does not hold. `late`: also after the record left the device. */
export interface Permission {
  readonly roles: readonly string[];
  readonly acts: readonly WriteAct[];
  readonly fields?: readonly string[];
  readonly when?: readonly [field: string, states: readonly string[]];
  readonly mine?: string;
  readonly place?: true;
  readonly late?: true;
}

/** Puts a record into scopes: `kind`, or `kind:VALUE` of `field`, or `kind:ID` of the record itself
 * (`own`), or `kind` while the register `when` is true. */
export interface ScopeRule {
  readonly kind: string;
  readonly field?: string;
  readonly own?: true;
  readonly when?: string;
}

/** The people named in `field` hold the record's scope `kind:ID`. */
export interface Grant {
  readonly field: string;
  readonly kind: string;
}

/** A named event that live sockets hear. */
export interface DomainEvent {
  readonly name: string;
  readonly on: readonly WriteAct[];
  readonly fields?: readonly string[];
  readonly falls?: string;
  readonly below?: string | number;
}

/** One entity as declared. */
export interface Declaration<E extends EntityName = EntityName> {
  readonly plural: string;
  readonly label: Label;
  /** The field that names a record. */
  readonly title?: string;
  /** The fields that people search by. */
  readonly search?: readonly string[];
  readonly fields: Readonly<Record<FieldName<E>, FieldDeclaration>>;
  readonly scopes: readonly ScopeRule[];
  readonly grants?: readonly Grant[];
  readonly writers: readonly Permission[];
  readonly events?: readonly DomainEvent[];
}

export type EntityName = keyof Docs;

/** The fields of an entity. */
export type FieldName<E extends EntityName> = Exclude<keyof Docs[E], "id" | "_"> & string;

/** A record as it is shown: what is empty is missing. */
export type Doc<E extends EntityName> = Docs[E];

/** What makes a record: plain values, a counter's first figure, a set's members. */
export type Values<E extends EntityName> = EntityValues[E];

/** What changes a record: null empties a field, a state field takes the state to enter. */
export type Changes<E extends EntityName> = EntityChanges[E];
