import { Button } from "react-aria-components/Button";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import type { Unread } from "@/app/station/readMarks";
import { cameAt, type Thread } from "@/app/station/threads";
import { Badge } from "@/ui/Badge";

import styles from "./ThreadList.module.css";
import type { Talk } from "./useThreads";

interface ThreadListProps {
  readonly threads: readonly Talk[];
  readonly shown: Thread | undefined;
  readonly unread: Unread;
  readonly onOpen: (thread: Thread) => void;
}

/** Whom one can talk with, and what was said last. */
export function ThreadList({ threads, shown, unread, onOpen }: ThreadListProps) {
  const { t } = useTranslation("chat");
  const format = useFormat();
  return (
    <ul className={styles.list}>
      {threads.map((thread) => {
        const last = thread.messages.at(-1);
        return (
          <li key={thread.id}>
            <Button
              className={styles.thread}
              onPress={() => onOpen(thread.id)}
              data-shown={thread.id === shown ? "" : undefined}
              aria-current={thread.id === shown}
            >
              <span className={styles.name}>{thread.name}</span>
              <span className={styles.time}>
                {last !== undefined && format.time(last.sent_at ?? cameAt(last))}
              </span>
              <span className={styles.last} title={last?.text}>
                {last === undefined ? t("nothing") : last.text}
              </span>
              <Badge count={unread.of(thread.id)} className={styles.unread} />
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
