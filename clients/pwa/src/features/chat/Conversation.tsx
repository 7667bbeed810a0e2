import { useEffect, useId, useLayoutEffect, useMemo, useRef } from "react";
import { ArrowLeft, MessageSquare } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useAll, useFormat, useMe, useOutbox, useWordOf } from "@/app/data";
import { markRead } from "@/app/station/readMarks";
import { cameAt } from "@/app/station/threads";
import type { Doc } from "@/generated/entities";
import type { Word } from "@/replica/api";
import { Empty } from "@/ui/Empty";
import { IconButton } from "@/ui/IconButton";
import { State } from "@/ui/State";

import { Composer } from "./Composer";
import styles from "./Conversation.module.css";
import type { Talk } from "./useThreads";

/** So many of this device's writes are asked for their fate: older ones are long received. */
const RECENT = 200;

interface ConversationProps {
  readonly station: string;
  readonly thread: Talk;
  /** Back to the list of threads, where only one of them has room. */
  readonly onBack: () => void;
}

/** One thread, from its first message to the line for the next. */
export function Conversation({ station, thread, onBack }: ConversationProps) {
  const { t } = useTranslation("chat");
  const me = useMe();
  const people = useAll("person");
  const stations = useAll("station");
  const fates = useFates();
  const heading = useId();
  const end = useRef<HTMLDivElement>(null);
  const { messages } = thread;
  const last = messages.at(-1)?.id;
  useReading(station, thread);
  useLayoutEffect(() => {
    end.current?.scrollIntoView({ block: "end" });
  }, [last]);
  const names = useMemo(() => new Map(people?.map((person) => [person.id, person.name])), [people]);
  return (
    <section className={styles.conversation} aria-labelledby={heading}>
      <header className={styles.head}>
        <span className={styles.back}>
          <IconButton label={t("back")} size="touch" onPress={onBack}>
            <ArrowLeft aria-hidden="true" />
          </IconButton>
        </span>
        <h2 className={styles.title} id={heading}>
          {thread.name}
        </h2>
        {thread.station?.paused === true && <State of="soon">{t("paused")}</State>}
      </header>
      <div className={styles.scroller}>
        {messages.length === 0 && (
          <Empty title={t("empty.title")} icon={<MessageSquare />}>
            {thread.id === "own" ? t("empty.own") : t("empty.how")}
          </Empty>
        )}
        <ol className={styles.messages} aria-live="polite">
          {messages.map((message) => (
            <Said
              key={message.id}
              message={message}
              isMine={message.author === me.id}
              author={names.get(message.author) ?? t("somebody")}
              from={
                thread.id === "all"
                  ? stations?.find((one) => one.id === message.from_station)?.name
                  : undefined
              }
              fate={fates.get(message.id)}
            />
          ))}
        </ol>
        <div ref={end} />
      </div>
      <Composer station={station} thread={thread.id} />
    </section>
  );
}

interface SaidProps {
  readonly message: Doc<"message">;
  readonly isMine: boolean;
  readonly author: string;
  readonly from: string | undefined;
  /** Of a message that was written on this device lately. */
  readonly fate: Word | undefined;
}

function Said({ message, isMine, author, from, fate }: SaidProps) {
  const { t } = useTranslation("chat");
  const format = useFormat();
  return (
    <li className={styles.said} data-mine={isMine ? "" : undefined}>
      <p className={styles.by}>
        <b>{from === undefined ? author : t("by", { author, station: from })}</b>{" "}
        <time>{format.time(message.sent_at ?? cameAt(message))}</time>
      </p>
      <p className={styles.text}>{message.text}</p>
      {fate !== undefined && <State of={fate} className={styles.fate} />}
    </li>
  );
}

/** Message id -> what became of it, for those written on this device lately. */
function useFates(): ReadonlyMap<string, Word> {
  const lines = useOutbox(RECENT);
  const wordOf = useWordOf();
  return useMemo(() => {
    const fates = new Map<string, Word>();
    for (const { ops, word } of lines ?? []) {
      for (const [entity, id] of ops) {
        if (entity === "message") fates.set(String(id), wordOf(word));
      }
    }
    return fates;
  }, [lines, wordOf]);
}

/** What is in sight has been read; what arrives while the tablet lies face down has not. */
function useReading(station: string, { id, messages }: Talk): void {
  const latest = Math.max(0, ...messages.map(cameAt));
  useEffect(() => {
    const read = () => {
      if (document.visibilityState === "visible") markRead(station, id, latest);
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [station, id, latest]);
}
