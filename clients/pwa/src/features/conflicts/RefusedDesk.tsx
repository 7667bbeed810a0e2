import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { useFormat, useReplica } from "@/app/data";
import { declared } from "@/app/records/declared";
import { FieldList, PlainRow } from "@/app/records/FieldList";
import { FieldValue } from "@/app/records/FieldValue";
import { ENTITIES, type EntityName } from "@/generated/entities";
import { useProblemWords } from "@/i18n/problem-words";
import { useLabel } from "@/i18n/use-language";
import type { Line } from "@/replica/api";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Dialog } from "@/ui/Dialog";

import styles from "./conflicts.module.css";
import { partsOf, titleOfLine } from "./refused";

/** A write of this device that was refused: what was written, why, and what can be done. */
export function RefusedDesk({ line }: { readonly line: Line }): ReactNode {
  const { t } = useTranslation("conflicts");
  const format = useFormat();
  const words = useProblemWords();
  const said = useLabel();
  const replica = useReplica();
  const navigate = useNavigate();
  const [asks, setAsks] = useState(false);
  const { problem } = line;
  const entity = titleOfLine(line);
  return (
    <article className={styles.desk} aria-labelledby="refused-title">
      <header>
        <h2 id="refused-title">
          {t("refused.title", { kind: entity === null ? "" : said(ENTITIES[entity].label) })}
        </h2>
        <p>{t("refused.when", { time: format.dateTime(line.madeAt) })}</p>
      </header>
      {problem === undefined ? null : (
        <Callout of="needs-you" title={words.title(problem)}>
          {words.detail(problem) ?? words.remedy(problem)}
        </Callout>
      )}
      <h3 className={styles.sub}>{t("refused.written")}</h3>
      {partsOf(line).map((part, index) => (
        <FieldList key={index}>
          {part.fields.map(([field, value]) => (
            <PlainRow key={field} label={labelOf(part.entity, field)}>
              <FieldValue entity={part.entity} field={field} value={value} />
            </PlainRow>
          ))}
        </FieldList>
      ))}
      <footer className={styles.end}>
        <Button kind="main" size="touch" onPress={() => void navigate(`/sync?item=${line.seq}`)}>
          {t("refused.mend")}
        </Button>
        <Button kind="danger" size="touch" onPress={() => setAsks(true)}>
          {t("refused.discard")}
        </Button>
      </footer>
      <Dialog
        title={t("refused.discard-title")}
        role="alertdialog"
        isOpen={asks}
        onOpenChange={setAsks}
        actions={
          <>
            <Button onPress={() => setAsks(false)}>{t("refused.keep")}</Button>
            <Button
              kind="danger"
              onPress={() => {
                void replica.discard(line.seq);
                setAsks(false);
              }}
            >
              {t("refused.discard")}
            </Button>
          </>
        }
      >
        {t("refused.discard-why")}
      </Dialog>
    </article>
  );

  function labelOf(entity: EntityName, field: string): string {
    const shape = declared(entity, field);
    return shape === undefined ? field : said(shape.label);
  }
}
