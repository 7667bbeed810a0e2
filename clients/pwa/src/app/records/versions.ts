/** One step in a record's history, as the server tells it: newest first, each field with its value
 * before and after. `at`: ms since 1970, by the writer's corrected clock; `received`: by the hub's,
 * null where it is not known. `device`: what people call it, empty for the office's interface. */
export interface Revision {
  readonly position: number;
  readonly act: string;
  readonly actor: string;
  readonly replica: string;
  readonly device: string;
  readonly n: number;
  readonly at: number;
  readonly received: number | null;
  readonly fields: Readonly<Record<string, readonly unknown[]>>;
}

/** A value that a field once had: who wrote it, when, and on which device. */
export interface Version {
  readonly key: string;
  readonly value: unknown;
  readonly actor: string;
  readonly replica: string;
  /** Empty where nobody named it. */
  readonly device: string;
  readonly at: number;
  /** When the hub heard of it, where that was noticeably later. */
  readonly heardAt: number | null;
  /** Whether it is the one that stands now. */
  readonly isNow: boolean;
}

/** The values that a field has had, newest first. A value that was written again without change
 * counts once. */
export function versionsOf(revisions: readonly Revision[], field: string): readonly Version[] {
  const versions: Version[] = [];
  for (const revision of revisions) {
    const change = revision.fields[field];
    if (change === undefined) continue;
    versions.push({
      key: `${revision.replica}/${revision.n}/${revision.position}`,
      value: change[1] ?? null,
      actor: revision.actor,
      replica: revision.replica,
      device: revision.device,
      at: revision.at,
      heardAt: isLate(revision) ? revision.received : null,
      isNow: versions.length === 0,
    });
  }
  return versions;
}

const NOTICEABLE_MS = 60_000;

function isLate({ at, received }: Revision): boolean {
  return received !== null && received - at > NOTICEABLE_MS;
}

/** What the field held before a write, or undefined where the history does not tell. */
export function valueBefore(
  revisions: readonly Revision[],
  field: string,
  dot: readonly [string, number],
): unknown {
  const revision = revisions.find(
    (one) => one.replica === dot[0] && one.n === dot[1] && field in one.fields,
  );
  return revision?.fields[field]?.[0];
}

/** When a state was entered for the last time, ms since 1970. */
export function enteredAt(revisions: readonly Revision[], state: string): number | undefined {
  return revisions.find((revision) => revision.fields["state"]?.[1] === state)?.at;
}
