import { useMemo, useState } from "react";
import { Button } from "react-aria-components/Button";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { useTranslation } from "react-i18next";

import { useReplica } from "@/app/data";
import { knownZone } from "@/i18n/place";
import { useLanguage } from "@/i18n/use-language";
import { StateShape } from "@/ui/StateShape";

import styles from "./LiveLine.module.css";
import type { Told } from "./told";
import { useTold } from "./useTold";

/** So many fit into the widest line. */
const IN_LINE = 8;

/** What happens right now, in one line at the foot of the office; it stands still while somebody
 * reads it, and opens into a list. */
export default function LiveLine() {
  const { t } = useTranslation("live-line");
  const told = useTold();
  const [held, setHeld] = useState<readonly Told[] | null>(null);
  const shown = held ?? told;
  return (
    <section
      className={styles.line}
      aria-label={t("title")}
      onPointerEnter={() => {
        setHeld(told);
      }}
      onPointerLeave={() => {
        setHeld(null);
      }}
      onFocus={() => {
        setHeld(told);
      }}
      onBlur={() => {
        setHeld(null);
      }}
    >
      <DialogTrigger>
        <Button className={styles.title} aria-label={t("open")}>
          {t("title")}
        </Button>
        <Popover className={styles.popover} placement="top start" offset={4}>
          <Dialog className={styles.dialog} aria-label={t("title")}>
            {told.length === 0 ? (
              <p className={styles.empty}>{t("empty")}</p>
            ) : (
              <ol className={styles.list}>
                {told.map((line) => (
                  <Line key={`${line.key}@${String(line.at)}`} line={line} />
                ))}
              </ol>
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
      {shown.length === 0 ? (
        <p className={styles.empty}>{t("empty")}</p>
      ) : (
        <ol className={styles.lines}>
          {shown.slice(0, IN_LINE).map((line) => (
            <Line key={`${line.key}@${String(line.at)}`} line={line} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Line({ line }: { readonly line: Told }) {
  const { t } = useTranslation("live-line");
  const clock = useClock();
  return (
    <li className={styles.told}>
      <time className={styles.time} dateTime={new Date(line.at).toISOString()}>
        {clock.format(line.at)}
      </time>
      <span className={styles.shape} data-of={line.of}>
        <StateShape of={line.of} />
      </span>
      <span className={styles.words}>
        {t(`told.${line.words}`, { ...line.facts, count: line.count })}
      </span>
    </li>
  );
}

/** Times to the second, in the organisation's zone. */
function useClock(): Intl.DateTimeFormat {
  const language = useLanguage();
  const timeZone = useReplica().identity?.organisation.time_zone;
  return useMemo(
    () =>
      new Intl.DateTimeFormat(language, {
        timeStyle: "medium",
        hourCycle: "h23",
        timeZone: knownZone(timeZone),
      }),
    [language, timeZone],
  );
}
