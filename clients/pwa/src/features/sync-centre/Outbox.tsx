import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useFormat, useOutbox, useWordOf } from "@/app/data";
import type { Line, Stats, Word } from "@/replica/api";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Empty } from "@/ui/Empty";
import { Skeleton } from "@/ui/Skeleton";
import { State } from "@/ui/State";
import { StateShape } from "@/ui/StateShape";

import parts from "./parts.module.css";
import styles from "./Outbox.module.css";
import { useLineWords } from "./useLineWords";

const PAGE = 50;
const SECTIONS: readonly Word[] = ["waiting", "sent", "received"];

/** The writes of this device, newest first, by where they are on their way. */
export function Outbox({ stats }: { readonly stats: Stats }) {
  const { t } = useTranslation("sync-centre");
  const [limit, setLimit] = useState(PAGE);
  const lines = useOutbox(limit);
  const wordOf = useWordOf();
  if (lines === undefined) return <Skeleton lines={4} />;
  if (lines.length === 0) {
    return (
      <Card>
        <Empty title={t("outbox.empty")}>{t("outbox.empty-how")}</Empty>
      </Card>
    );
  }
  const counts: Partial<Record<Word, number>> = { waiting: stats.waiting, sent: stats.sent };
  return (
    <>
      {SECTIONS.map((word) => {
        const own = lines.filter((line) => wordOf(line.word) === word);
        if (own.length === 0) return null;
        return (
          <section key={word} className={styles.section}>
            <h2 className={parts.head}>
              <State of={word} note={counts[word]} />
              {word === "waiting" && <span className={parts.note}>{t("outbox.in-order")}</span>}
            </h2>
            <Card flush>
              <ul>
                {own.map((line) => (
                  <OutboxLine key={line.seq} line={line} word={word} />
                ))}
              </ul>
            </Card>
          </section>
        );
      })}
      {lines.length >= limit && (
        <Button
          size="touch"
          onPress={() => {
            setLimit(limit + PAGE);
          }}
        >
          {t("outbox.more")}
        </Button>
      )}
    </>
  );
}

function OutboxLine({ line, word }: { readonly line: Line; readonly word: Word }) {
  const format = useFormat();
  const words = useLineWords(line);
  return (
    <li className={styles.line} data-testid="outbox-line" data-word={word}>
      <StateShape of={word} size="large" />
      <div className={parts.words}>
        <p className={styles.title}>{words.title}</p>
        {words.note !== "" && <p className={parts.note}>{words.note}</p>}
      </div>
      <time className={styles.time}>{format.time(line.madeAt)}</time>
    </li>
  );
}
