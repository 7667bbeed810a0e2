import { useTranslation } from "react-i18next";

import { useAct, useAll, useFormat, useMe, useReplica } from "@/app/data";
import { useDraft } from "@/app/records/useDraft";
import { cameAt } from "@/app/station/threads";
import type { Doc } from "@/generated/entities";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/TextField";

import styles from "./Handover.module.css";

/** So many notes are shown; the others are in the chat. */
const SHOWN = 5;

/** Word for those who take over: messages of the station to itself. */
export function Handover({ station }: { readonly station: Doc<"station"> }) {
  const { t } = useTranslation("shift");
  const format = useFormat();
  const replica = useReplica();
  const me = useMe();
  const act = useAct();
  const people = useAll("person");
  const notes = useAll("message", {
    where: { from_station: station.id, to_station: station.id },
    order: ["-sent_at"],
    limit: SHOWN,
  });
  const draft = useDraft(`handover/${station.id}`, { text: "" });
  const text = draft.value?.text ?? "";
  const leave = async () => {
    const kept = await act(
      (doing) =>
        void doing.create("message", {
          author: me.id,
          text: text.trim(),
          from_station: station.id,
          to_station: station.id,
          sent_at: replica.now(),
        }),
      { undo: t("said.note") },
    );
    if (kept !== null) await draft.discard();
  };
  return (
    <section className={styles.handover}>
      <h3 className={styles.title}>{t("handover.title")}</h3>
      <TextField
        label={t("handover.label")}
        size="touch"
        lines={3}
        maxLength={8000}
        value={text}
        onChange={(next) => draft.change({ text: next })}
      />
      <Button size="touch" isDisabled={text.trim() === ""} onPress={() => void leave()}>
        {t("handover.leave")}
      </Button>
      <ul className={styles.notes}>
        {notes?.map((note) => (
          <li key={note.id} className={styles.note}>
            <p className={styles.by}>
              {t("handover.by", {
                name: people?.find((person) => person.id === note.author)?.name ?? t("somebody"),
                time: format.dateTime(note.sent_at ?? cameAt(note)),
              })}
            </p>
            <p className={styles.text}>{note.text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
