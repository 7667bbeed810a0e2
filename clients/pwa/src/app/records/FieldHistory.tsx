import { Check, History as HistoryIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useAct, useFormat, useMay } from "@/app/data";
import type { Doc, EntityName, FieldName } from "@/generated/entities";
import { Button } from "@/ui/Button";
import { Skeleton } from "@/ui/Skeleton";
import { State } from "@/ui/State";

import { canGoBack, declared } from "./declared";
import { useDeviceName } from "./devices";
import styles from "./FieldList.module.css";
import { FieldValue } from "./FieldValue";
import { goBack } from "./goBack";
import { useHistory } from "./history";
import { type Version, versionsOf } from "./versions";
import { usePersonName } from "./usePersonName";

interface FieldHistoryProps<E extends EntityName> {
  readonly entity: E;
  readonly doc: Doc<E>;
  readonly field: FieldName<E>;
  readonly label: string;
}

/** Every value that a field has had: who wrote it, when and on which device; and the way back. */
export function FieldHistory<E extends EntityName>(props: FieldHistoryProps<E>): ReactNode {
  const { entity, doc, field, label } = props;
  const { t } = useTranslation("records");
  const history = useHistory(entity, doc.id, true);
  const act = useAct();
  const mayEdit = useMay(entity, "edit", field);
  const shape = declared(entity, field);
  const versions = versionsOf(history.revisions, field);
  if (history.state === "loading") return <Skeleton lines={2} />;
  if (history.state !== "ready") {
    return (
      <p className={styles.note}>
        <State of="no-contact">{t("history-needs-contact")}</State>{" "}
        {history.state === "failed" ? (
          <Button kind="plain" onPress={history.retry}>
            {t("try-again")}
          </Button>
        ) : null}
      </p>
    );
  }
  if (versions.length === 0) return <p className={styles.note}>{t("never-written")}</p>;
  const isBackable = mayEdit && shape !== undefined && canGoBack(shape);
  return (
    <>
      <p className={styles.note}>
        {t("versions", { field: label, count: versions.length })}
        {isBackable && versions.length > 1 ? ` ${t("back-is-kept")}` : ""}
      </p>
      <ol className={styles.versions}>
        {versions.map((version) => (
          <VersionRow
            key={version.key}
            entity={entity}
            field={field}
            version={version}
            onBack={
              isBackable && !version.isNow
                ? () =>
                    void act((draft) => goBack(draft, entity, doc, field, version.value), {
                      undo: t("went-back", { field: label }),
                    })
                : null
            }
          />
        ))}
      </ol>
    </>
  );
}

function VersionRow(props: {
  readonly entity: EntityName;
  readonly field: string;
  readonly version: Version;
  readonly onBack: (() => void) | null;
}): ReactNode {
  const { version } = props;
  const { t } = useTranslation("records");
  const format = useFormat();
  const device = useDeviceName();
  const author = usePersonName(version.actor);
  const Mark = version.isNow ? Check : HistoryIcon;
  return (
    <li className={styles.version} data-now={version.isNow || undefined}>
      <Mark aria-hidden size="1em" className={styles.mark} />
      <b>
        <FieldValue entity={props.entity} field={props.field} value={version.value} />
      </b>
      <span className={styles.by}>
        {t("by", {
          name: author,
          device: version.device === "" ? device(version.replica) : version.device,
          time: format.dateTime(version.at),
        })}
        {version.heardAt === null ? null : (
          <> {t("heard", { time: format.dateTime(version.heardAt) })}</>
        )}
      </span>
      {props.onBack === null ? null : (
        <span className={styles.back}>
          <Button onPress={props.onBack}>{t("go-back")}</Button>
        </span>
      )}
    </li>
  );
}
