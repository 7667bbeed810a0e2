/** What a role may write, as it is declared. The hub judges; screens show what it would grant. */

import type { Permission, WriteAct } from "@/generated/entities";

import { shapeOf } from "./declarations";
import type { Sibling } from "./types";

export type Deed = WriteAct;

/** Whose record it is about, and which; `values` of one that is being made, too. */
export interface Subject {
  /** The person who acts. */
  readonly actor: string;
  readonly record: object;
}

/**
 * Whether the declaration grants it. Scopes are not looked at: what is on the screen is held.
 *
 * @param field - Of an edit; without it: any field at all.
 * @param subject - Without it, a record is thought of that is the actor's own and in a fitting
 * state.
 */
export function may(
  entity: string,
  role: string,
  deed: Deed,
  field?: string,
  subject?: Subject,
): boolean {
  const granted = shapeOf(entity).writers.filter(
    (permit) =>
      permit.roles.includes(role) &&
      permit.acts.includes(deed) &&
      (subject === undefined || applies(permit, subject)),
  );
  if (granted.some((permit) => permit.fields === undefined)) return true;
  if (deed !== "edit") return false;
  if (field === undefined) return granted.length > 0;
  return granted.some((permit) => permit.fields?.includes(field) === true);
}

interface Looked {
  readonly [field: string]: unknown;
  readonly _?: { readonly c?: Readonly<Record<string, readonly Sibling[]>> };
}

function applies({ mine, when }: Permission, { actor, record }: Subject): boolean {
  const looked = record as Looked;
  if (mine !== undefined && looked[mine] !== actor) return false;
  if (when === undefined) return true;
  const [name, states] = when;
  const siblings = (looked._?.c?.[name] ?? []).map(([value]) => value);
  return [looked[name], ...siblings].some((state) => states.includes(state as string));
}
