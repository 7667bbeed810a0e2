import { useParams, useSearchParams } from "react-router";
import { useTranslation } from "react-i18next";

import { useAll } from "@/app/data";
import { useStationMessages, useUnread } from "@/app/station/readMarks";
import { Skeleton } from "@/ui/Skeleton";

import styles from "./ChatScreen.module.css";
import { Conversation } from "./Conversation";
import { ThreadList } from "./ThreadList";
import { useThreads } from "./useThreads";

/** Talk between the stations, and with the organisers. On a narrow screen one thread at a time. */
export default function ChatScreen() {
  const { t } = useTranslation("chat");
  const { station = "" } = useParams();
  const [params, setParams] = useSearchParams();
  const messages = useStationMessages(station);
  const stations = useAll("station", { order: ["name"] });
  const threads = useThreads(station, stations, messages);
  const unread = useUnread(station);
  if (messages === undefined || stations === undefined) return <Skeleton height="page" />;
  const opened = threads.find((thread) => thread.id === params.get("with"));
  const shown = opened ?? threads[0];
  return (
    <div className={styles.screen}>
      <div className={styles.halves} data-opened={opened === undefined ? undefined : ""}>
        <nav className={styles.list} aria-label={t("threads")}>
          <h2 className={styles.title}>{t("title")}</h2>
          <ThreadList
            threads={threads}
            shown={shown?.id}
            unread={unread}
            onOpen={(id) => setParams({ with: id })}
          />
        </nav>
        {shown !== undefined && (
          <Conversation
            key={shown.id}
            station={station}
            thread={shown}
            onBack={() => setParams({})}
          />
        )}
      </div>
    </div>
  );
}
