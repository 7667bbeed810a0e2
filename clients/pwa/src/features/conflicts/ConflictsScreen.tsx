import { ArrowLeft } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { Empty } from "@/ui/Empty";
import { Skeleton } from "@/ui/Skeleton";
import { StateShape } from "@/ui/StateShape";
import { isTyping } from "@/ui/table/keys";

import { ConflictDesk, type DeskHandle } from "./ConflictDesk";
import styles from "./conflicts.module.css";
import { Inbox } from "./Inbox";
import { type Entry, useInbox } from "./inbox";
import { RefusedDesk } from "./RefusedDesk";
import { type Settled, useSettledLog } from "./settledLog";

/** All that waits for a person: one list, one after the other, by keyboard if wanted. */
export default function ConflictsScreen(): ReactNode {
  const { t } = useTranslation("conflicts");
  const [params, setParams] = useSearchParams();
  const entries = useInbox();
  const log = useSettledLog();
  const desk = useRef<DeskHandle>(null);
  const work = useRef<HTMLElement>(null);
  useEffect(() => {
    // The keys work as soon as the screen is there, unless somebody is elsewhere already.
    if (document.activeElement === document.body) work.current?.focus({ preventScroll: true });
  }, []);
  const asked = params.get("record");
  const chosen = entries?.find((entry) => entry.key === asked) ?? null;
  const shown = chosen ?? entries?.[0] ?? null;
  const open = (key: string | null): void =>
    setParams(key === null ? {} : { record: key }, { replace: true });

  const step = (by: number): void => {
    if (entries === undefined || entries.length === 0) return;
    const at = entries.findIndex((entry) => entry.key === shown?.key);
    open(entries[(at + by + entries.length) % entries.length]?.key ?? null);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || isTyping(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      step(key === "j" ? 1 : -1);
      event.preventDefault();
    } else {
      desk.current?.press(event);
    }
  };
  return (
    <div className={styles.frame} onKeyDown={press}>
      <div className={styles.screen} data-open={chosen !== null || undefined}>
        <Inbox
          entries={entries}
          settled={log.settled}
          current={shown?.key ?? null}
          onOpen={(key) => open(key)}
        />
        <section className={styles.work} ref={work} tabIndex={-1} aria-label={t("detail")}>
          <button type="button" className={styles.back} onClick={() => open(null)}>
            <ArrowLeft aria-hidden size="1.25em" />
            {t("back")}
          </button>
          <Desk
            entries={entries}
            entry={shown}
            handle={desk}
            onSettled={(entry) => {
              log.add(entry);
              open(null);
              work.current?.focus();
            }}
          />
        </section>
      </div>
    </div>
  );
}

interface DeskProps {
  readonly entries: readonly Entry[] | undefined;
  readonly entry: Entry | null;
  readonly handle: Ref<DeskHandle>;
  readonly onSettled: (entry: Settled) => void;
}

function Desk({ entries, entry, handle, onSettled }: DeskProps): ReactNode {
  const { t } = useTranslation("conflicts");
  if (entries === undefined) return <Skeleton lines={8} />;
  if (entry === null) {
    return (
      <Empty title={t("empty.title")} icon={<StateShape of="received" size="large" />}>
        {t("empty.how")}
      </Empty>
    );
  }
  if (entry.kind === "refused") return <RefusedDesk key={entry.key} line={entry.line} />;
  return (
    <ConflictDesk
      key={entry.key}
      ref={handle}
      entity={entry.entity}
      doc={entry.doc}
      onSettled={onSettled}
    />
  );
}
