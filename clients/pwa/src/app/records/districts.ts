/** The districts of a list, to choose from; the one that is chosen stays even where none has it. */
export function districtsOf(
  named: Iterable<string | undefined>,
  chosen: string | null,
): readonly string[] {
  const all = new Set([...named, chosen ?? undefined]);
  all.delete(undefined);
  return ([...all] as string[]).sort((a, b) => a.localeCompare(b, "zh-TW"));
}
