import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { cameAt, type Thread, threadOf } from "@/app/station/threads";
import type { Doc } from "@/generated/entities";

/** A thread with its messages, oldest first. */
export interface Talk {
  readonly id: Thread;
  readonly name: string;
  /** Of another station's thread. */
  readonly station: Doc<"station"> | undefined;
  readonly messages: readonly Doc<"message">[];
}

/** All threads of a station: everybody, the organisers, the station itself, the other stations.
 * They stay in their places, whoever wrote last. `messages`: newest first. */
export function useThreads(
  station: string,
  stations: readonly Doc<"station">[] | undefined,
  messages: readonly Doc<"message">[] | undefined,
): readonly Talk[] {
  const { t } = useTranslation("chat");
  return useMemo(() => {
    const talk = (id: Thread, name: string, other?: Doc<"station">): Talk => ({
      id,
      name,
      station: other,
      messages: talkOf(id, station, messages ?? []),
    });
    const others = (stations ?? []).filter((other) => other.id !== station);
    return [
      talk("all", t("thread.all")),
      talk("desk", t("thread.desk")),
      ...others.map((other) => talk(other.id, other.name, other)),
      talk("own", t("thread.own")),
    ];
  }, [station, stations, messages, t]);
}

/** The messages of one thread, oldest first. What went to several organisers is said once. */
function talkOf(
  thread: Thread,
  station: string,
  messages: readonly Doc<"message">[],
): readonly Doc<"message">[] {
  const said = new Set<string>();
  return messages
    .filter((message) => {
      if (threadOf(message, station) !== thread) return false;
      if (message.to_person === undefined) return true;
      const key = `${message.author} ${String(message.sent_at)} ${message.text}`;
      const isRepeated = said.has(key);
      said.add(key);
      return !isRepeated;
    })
    .sort((one, other) => (one.sent_at ?? cameAt(one)) - (other.sent_at ?? cameAt(other)));
}
