import { useTranslation } from "react-i18next";

import { useAct, useFormat, useLive, useReplica } from "@/app/data";
import { useRecordName } from "@/app/naming/useRecordName";
import { FieldValue } from "@/app/records/FieldValue";
import { NameOf } from "@/app/records/RecordName";
import { instantOf } from "@/app/records/stamps";
import type { Doc, EntityName } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { StateShape } from "@/ui/StateShape";

import styles from "./Conflicts.module.css";
import { fieldOf } from "./op";
import parts from "./parts.module.css";

/** Fields that two people changed without seeing each other: both sides, to choose from. */
export function Conflicts() {
  const replica = useReplica();
  const found = useLive(replica.conflicts()) ?? [];
  return found.map(({ entity, doc }) => (
    <Conflict key={`${entity}/${doc.id}`} entity={entity} doc={doc} />
  ));
}

interface ConflictProps {
  readonly entity: EntityName;
  readonly doc: Doc<EntityName>;
}

function Conflict({ entity, doc }: ConflictProps) {
  const { t } = useTranslation("sync-centre");
  const label = useLabel();
  const nameOf = useRecordName();
  const format = useFormat();
  const act = useAct();
  const name = nameOf(entity, doc);
  return (
    <Card of="needs-you" className={parts.stack ?? ""}>
      <header className={styles.head}>
        <StateShape of="needs-you" size="large" />
        <h2 className={styles.title}>{t("conflicts.title", { name })}</h2>
      </header>
      {Object.entries(doc._.c ?? {}).map(([field, siblings]) => (
        <section key={field} className={parts.stack}>
          <h3 className={parts.title}>
            {label(fieldOf(entity, field)?.label ?? { zh: field, en: field })}
          </h3>
          <ul className={styles.sides}>
            {siblings.map(([value, dot, stamp, author]) => (
              <li key={dot.join("/")} className={styles.side}>
                <p className={styles.value}>
                  <FieldValue entity={entity} field={field} value={value} />
                </p>
                <p className={parts.note}>
                  <NameOf entity="person" id={author} />
                  {" · "}
                  {format.dateTime(instantOf(stamp))}
                </p>
                <Button
                  size="touch"
                  onPress={() =>
                    void act(
                      (build) => {
                        build.accept(entity, doc, { [field]: dot });
                      },
                      { undo: t("conflicts.chosen", { name }) },
                    )
                  }
                >
                  {t("conflicts.keep")}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Card>
  );
}
