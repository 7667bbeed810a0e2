import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useFormat, useMe, useOne } from "@/app/data";
import { declared } from "@/app/records/declared";
import { RecordName } from "@/app/records/RecordName";
import { usePersonName } from "@/app/records/usePersonName";
import { ENTITIES, type EntityName } from "@/generated/entities";
import { useProblemWords } from "@/i18n/problem-words";
import { useLabel } from "@/i18n/use-language";
import type { Line } from "@/replica/api";
import { Skeleton } from "@/ui/Skeleton";
import { State } from "@/ui/State";
import { StateShape } from "@/ui/StateShape";

import styles from "./conflicts.module.css";
import type { Entry } from "./inbox";
import { KnowList } from "./KnowList";
import { titleOfLine } from "./refused";
import type { Settled } from "./settledLog";
import { splitsOf } from "./sides";

interface InboxProps {
  readonly entries: readonly Entry[] | undefined;
  readonly settled: readonly Settled[];
  readonly current: string | null;
  readonly onOpen: (key: string) => void;
}

/** What waits for a person; below it what was settled here, and what is only good to know. */
export function Inbox({ entries, settled, current, onOpen }: InboxProps): ReactNode {
  const { t } = useTranslation("conflicts");
  return (
    <nav className={styles.inbox} aria-label={t("title")}>
      <h1>{t("title")}</h1>
      <p>{t("nothing-lost")}</p>
      {entries === undefined ? <Skeleton lines={4} /> : null}
      <ul>
        {(entries ?? []).map((entry) => (
          <li key={entry.key}>
            <button
              type="button"
              className={styles.entry}
              aria-current={entry.key === current ? "true" : undefined}
              onClick={() => onOpen(entry.key)}
            >
              {entry.kind === "conflict" ? (
                <Conflict entry={entry} />
              ) : (
                <Refused line={entry.line} />
              )}
            </button>
          </li>
        ))}
      </ul>
      {settled.length === 0 ? null : (
        <>
          <h2>{t("settled.title")}</h2>
          <ul>
            {settled.map((entry) => (
              <SettledLine key={`${entry.id}/${entry.at}`} entry={entry} />
            ))}
          </ul>
        </>
      )}
      <KnowList />
    </nav>
  );
}

function Conflict({ entry }: { readonly entry: Entry & { readonly kind: "conflict" } }): ReactNode {
  const { t } = useTranslation("conflicts");
  const format = useFormat();
  const fields = useFieldNames(
    entry.entity,
    splitsOf(entry.entity, entry.doc._).map((split) => split.field),
  );
  return (
    <>
      <b>
        <StateShape of="needs-you" />
        <span>
          <RecordName entity={entry.entity} doc={entry.doc} />
        </span>
        <time>{format.time(entry.at)}</time>
      </b>
      <span>{t("two-versions", { fields })}</span>
    </>
  );
}

function Refused({ line }: { readonly line: Line }): ReactNode {
  const { t } = useTranslation("conflicts");
  const format = useFormat();
  const words = useProblemWords();
  const said = useLabel();
  const entity = titleOfLine(line);
  return (
    <>
      <b>
        <StateShape of="needs-you" />
        <span>
          {t("refused.title", { kind: entity === null ? "" : said(ENTITIES[entity].label) })}
        </span>
        <time>{format.time(line.madeAt)}</time>
      </b>
      <span>{line.problem === undefined ? "" : words.title(line.problem)}</span>
    </>
  );
}

function SettledLine({ entry }: { readonly entry: Settled }): ReactNode {
  const { t } = useTranslation("conflicts");
  const format = useFormat();
  const me = useMe();
  const doc = useOne(entry.entity, entry.id);
  const person = usePersonName(entry.actor);
  const fields = useFieldNames(entry.entity, entry.fields);
  if (doc === null || doc === undefined) return null;
  const whose =
    entry.actor === null
      ? t("settled.mixed")
      : entry.actor === me.id
        ? t("settled.mine")
        : t("settled.theirs", { name: person });
  return (
    <li className={styles.settled}>
      <b>
        <State of="received">
          <RecordName entity={entry.entity} doc={doc} />
        </State>
        <time>{format.time(entry.at)}</time>
      </b>
      <span>{t("settled.line", { fields, whose })}</span>
    </li>
  );
}

/** The labels of fields, one after the other. */
function useFieldNames(entity: EntityName, fields: readonly string[]): string {
  const { t } = useTranslation("conflicts");
  const said = useLabel();
  return fields
    .map((field) => {
      const shape = declared(entity, field);
      return shape === undefined ? field : said(shape.label);
    })
    .join(t("between"));
}
