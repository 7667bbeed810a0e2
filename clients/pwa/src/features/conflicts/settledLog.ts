import { useCallback, useEffect, useState } from "react";

import { useReplica } from "@/app/data";
import type { EntityName } from "@/generated/entities";

/** A conflict that was settled on this device. */
export interface Settled {
  readonly entity: EntityName;
  readonly id: string;
  /** ms since 1970. */
  readonly at: number;
  readonly fields: readonly string[];
  /** Whose version holds; null where both do. */
  readonly actor: string | null;
}

interface Log {
  /** Newest first. */
  readonly settled: readonly Settled[];
  readonly add: (entry: Settled) => void;
}

const KEY = "conflicts/settled";
const KEPT_MS = 24 * 60 * 60_000;

/** What was settled here in the last day; it is kept on this device only, as a reminder. */
export function useSettledLog(): Log {
  const replica = useReplica();
  const [settled, setSettled] = useState<readonly Settled[]>([]);
  useEffect(() => {
    let isHere = true;
    void replica.draft(KEY).then((text) => {
      if (isHere && text !== null) setSettled(fresh(JSON.parse(text) as Settled[], replica.now()));
    });
    return () => {
      isHere = false;
    };
  }, [replica]);
  const add = useCallback(
    (entry: Settled) => {
      setSettled((before) => {
        const next = [entry, ...fresh(before, entry.at)];
        void replica.saveDraft(KEY, JSON.stringify(next));
        return next;
      });
    },
    [replica],
  );
  return { settled, add };
}

function fresh(entries: readonly Settled[], now: number): readonly Settled[] {
  return entries.filter((entry) => now - entry.at < KEPT_MS);
}
