import { useCallback, useMemo, useSyncExternalStore } from "react";

import { useAll, useMe } from "@/app/data";
import type { Doc } from "@/generated/entities";

import { cameAt, type Thread, threadOf } from "./threads";

/** thread -> how far it was read on this device, in the hub's ms. */
type Marks = Readonly<Record<string, number>>;

const listeners = new Set<() => void>();
const key = (station: string) => `fieldpost.chat.read.${station}`;

function stored(station: string): string {
  try {
    return localStorage.getItem(key(station)) ?? "{}";
  } catch {
    return "{}";
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

function parse(text: string): Marks {
  try {
    return JSON.parse(text) as Marks;
  } catch {
    return {};
  }
}

/** Remembers on this device that a thread was read up to a message's {@link cameAt}. */
export function markRead(station: string, thread: Thread, upTo: number): void {
  const marks = parse(stored(station));
  if ((marks[thread] ?? 0) >= upTo) return;
  try {
    localStorage.setItem(key(station), JSON.stringify({ ...marks, [thread]: upTo }));
  } catch {
    return; // Nothing can be kept here: the thread counts as unread after a reload.
  }
  for (const listener of listeners) listener();
}

/** Unread messages of others by thread, and `total`. */
export interface Unread {
  readonly of: (thread: Thread) => number;
  readonly total: number;
}

/** What others wrote to a station and nobody has opened on this device. */
export function useUnread(station: string): Unread {
  const me = useMe();
  const messages = useStationMessages(station);
  const text = useSyncExternalStore(
    subscribe,
    useCallback(() => stored(station), [station]),
  );
  return useMemo(() => {
    const marks = parse(text);
    const counts = new Map<Thread, number>();
    let total = 0;
    for (const message of messages ?? []) {
      const thread = threadOf(message, station);
      if (thread === null || message.author === me.id) continue;
      if (cameAt(message) <= (marks[thread] ?? 0)) continue;
      counts.set(thread, (counts.get(thread) ?? 0) + 1);
      total += 1;
    }
    return { of: (thread) => counts.get(thread) ?? 0, total };
  }, [messages, text, station, me.id]);
}

/** So many messages are looked through: a day's talk of a large event. */
const LOOKED_THROUGH = 500;

/** The latest messages of a station, newest first; undefined while they are read. */
export function useStationMessages(station: string): readonly Doc<"message">[] | undefined {
  const filter = useCallback(
    (message: Doc<"message">) => threadOf(message, station) !== null,
    [station],
  );
  return useAll("message", { filter, order: ["-sent_at"], limit: LOOKED_THROUGH });
}
