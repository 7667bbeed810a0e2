/** Ids of the rows that are picked. */
export type Selection = ReadonlySet<string>;

export const NOTHING: Selection = new Set<string>();

/** The selection with one row in it that was out, or out of it that was in. */
export function toggled(selection: Selection, id: string): Selection {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The selection with everything between two rows added, in whichever order they stand. Where the
 * first is not among the rows any more, only the second is added. */
export function stretched(
  selection: Selection,
  ids: readonly string[],
  from: string | null,
  to: string,
): Selection {
  const end = ids.indexOf(to);
  const start = from === null ? -1 : ids.indexOf(from);
  const next = new Set(selection);
  if (start < 0) next.add(to);
  else for (const id of ids.slice(Math.min(start, end), Math.max(start, end) + 1)) next.add(id);
  return next;
}

/** All rows, or none where all are in it already. */
export function allOrNone(selection: Selection, ids: readonly string[]): Selection {
  return ids.every((id) => selection.has(id)) ? NOTHING : new Set(ids);
}
