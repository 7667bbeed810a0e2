import { useCallback, useEffect, useRef, useState } from "react";

import { useReplica } from "@/app/data";

/** What somebody is typing, kept on this device until it is saved: it survives a closed tab, a
 * crash and an empty battery. */
export interface Draft<T> {
  /** Undefined until the device was asked what it keeps. */
  readonly value: T | undefined;
  readonly change: (patch: Partial<T>) => void;
  /** Whether it differs from what it began with. */
  readonly isDirty: boolean;
  /** Whether it was found on the device, from an earlier time. */
  readonly isRestored: boolean;
  /** Throws away what was typed; after a save, too. */
  readonly discard: () => Promise<void>;
}

const PAUSE_MS = 250;

/** What stands in the form of a key. */
interface Held<T> {
  readonly key: string;
  readonly value: T;
  readonly isRestored: boolean;
}

/** A draft under a key of its own. `initial`: what the form begins with where nothing is kept; it
 * is read once. */
export function useDraft<T extends object>(key: string, initial: T): Draft<T> {
  const replica = useReplica();
  const [start] = useState(initial);
  const [last, setHeld] = useState<Held<T>>();
  const held = last?.key === key ? last : undefined;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** What is to be kept; undefined: nothing new. */
  const unsaved = useRef<string | null | undefined>(undefined);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    if (unsaved.current !== undefined) void replica.saveDraft(key, unsaved.current);
    unsaved.current = undefined;
  }, [replica, key]);

  useEffect(() => {
    let isHere = true;
    void replica.draft(key).then((text) => {
      if (!isHere) return;
      const kept = text === null ? null : parsed(text);
      const read = { key, value: { ...start, ...kept }, isRestored: kept !== null };
      // What was typed meanwhile is newer.
      setHeld((now) => (now?.key === key ? now : read));
    });
    return () => {
      isHere = false;
    };
  }, [replica, key, start]);

  useEffect(() => {
    addEventListener("pagehide", flush);
    return () => {
      removeEventListener("pagehide", flush);
      flush();
    };
  }, [flush]);

  const change = useCallback(
    (patch: Partial<T>) => {
      setHeld((before) => {
        const now = before?.key === key ? before : { key, value: start, isRestored: false };
        const value = { ...now.value, ...patch };
        unsaved.current = touched(value, start);
        return { ...now, value };
      });
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, PAUSE_MS);
    },
    [flush, key, start],
  );

  const discard = useCallback(async () => {
    clearTimeout(timer.current);
    unsaved.current = undefined;
    setHeld({ key, value: start, isRestored: false });
    await replica.saveDraft(key, null);
  }, [replica, key, start]);

  const value = held?.value;
  const isDirty = value !== undefined && JSON.stringify(value) !== JSON.stringify(start);
  return { value, change, isDirty, isRestored: held?.isRestored ?? false, discard };
}

/** Only what was touched is kept: the rest is the record's, whatever it is when one goes on. Null
 * where nothing is. */
function touched<T extends object>(next: T, start: T): string | null {
  const before = start as Readonly<Record<string, unknown>>;
  const parts = Object.entries(next).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
  );
  return parts.length === 0 ? null : JSON.stringify(Object.fromEntries(parts));
}

function parsed(text: string): object | null {
  try {
    return JSON.parse(text) as object;
  } catch {
    return null;
  }
}
