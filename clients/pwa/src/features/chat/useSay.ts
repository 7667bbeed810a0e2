import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { useAct, useAll, useMe, useReplica } from "@/app/data";
import type { Thread } from "@/app/station/threads";
import type { Values } from "@/generated/entities";

/** Says something in a thread; whether it is kept. Without contact it waits like every write. */
export function useSay(station: string, thread: Thread): (text: string) => Promise<boolean> {
  const { t } = useTranslation("chat");
  const replica = useReplica();
  const me = useMe();
  const act = useAct();
  const organisers = useAll("person", { where: { role: "organiser", active: true } });
  return useCallback(
    async (text) => {
      const base = { author: me.id, text, from_station: station, sent_at: replica.now() };
      const messages: Values<"message">[] =
        thread === "all"
          ? [{ ...base, broadcast: true }]
          : thread === "own"
            ? [{ ...base, to_station: station }]
            : thread === "desk"
              ? (organisers ?? []).map((person) => ({ ...base, to_person: person.id }))
              : [{ ...base, to_station: thread }];
      const said = await act(
        (doing) => {
          for (const message of messages) doing.create("message", message);
        },
        { undo: t("said") },
      );
      return said !== null;
    },
    [act, me.id, organisers, replica, station, t, thread],
  );
}
