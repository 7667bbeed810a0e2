/** Who reads what, as it is declared. The hub judges; screens offer no way back that it would
 * refuse. */

import { ENTITIES, type EntityName, ROLES } from "@/generated/entities";

const BY_ROLE: Readonly<Record<string, { readonly scopes: readonly string[] } | undefined>> = ROLES;

/** Somebody in a role. */
export interface Reader {
  readonly id: string;
  readonly role: string;
}

/**
 * Whether somebody reads records that stand at another one, as a drink order at a station: by the
 * role, or because that one names the person.
 *
 * @param at - The record at which they stand.
 */
export function reads(
  entity: EntityName,
  { id, role }: Reader,
  at: { readonly entity: EntityName; readonly record: object },
): boolean {
  const held = new Set(BY_ROLE[role]?.scopes);
  const fields = at.record as Readonly<Record<string, unknown>>;
  for (const { field, kind } of ENTITIES[at.entity].grants ?? []) {
    const named = fields[field];
    if (named === id || (Array.isArray(named) && named.includes(id))) held.add(kind);
  }
  return ENTITIES[entity].scopes.some(({ kind }) => held.has(kind));
}
