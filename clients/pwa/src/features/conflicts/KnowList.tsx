import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { useAll, useReplica } from "@/app/data";
import { RecordName } from "@/app/records/RecordName";
import type { Doc, EntityName } from "@/generated/entities";
import { Button } from "@/ui/Button";

import styles from "./conflicts.module.css";
import { Flags } from "./Flags";

const KEY = "conflicts/known";
const MOST = 30;

function isFlagged(doc: { readonly _: { readonly f?: readonly string[] } }): boolean {
  return doc._.f !== undefined && doc._.f.length > 0;
}

const FLAGGED = { filter: isFlagged, limit: MOST } as const;

interface Flagged {
  readonly entity: EntityName;
  readonly doc: Doc<EntityName>;
  /** Changes when something new happened to it. */
  readonly key: string;
}

/** What people should know of, but need not decide. "Seen" is remembered on this device only and
 * changes no record. */
export function KnowList(): ReactNode {
  const { t } = useTranslation("conflicts");
  const replica = useReplica();
  const flagged = useFlagged();
  const [known, setKnown] = useState<readonly string[] | null>(null);
  useEffect(() => {
    let isHere = true;
    void replica.draft(KEY).then((text) => {
      if (isHere) setKnown(text === null ? [] : (JSON.parse(text) as string[]));
    });
    return () => {
      isHere = false;
    };
  }, [replica]);
  if (known === null) return null;
  const shown = flagged.filter((one) => !known.includes(one.key));
  if (shown.length === 0) return null;
  const see = (keys: readonly string[]): void => {
    // What is not flagged any more need not be remembered.
    const kept = [...known, ...keys].filter((key) => flagged.some((one) => one.key === key));
    setKnown(kept);
    void replica.saveDraft(KEY, JSON.stringify(kept));
  };
  return (
    <>
      <h2>{t("know.title")}</h2>
      <ul>
        {shown.slice(0, MOST).map((one) => (
          <li key={one.key} className={styles.know}>
            <b>
              <RecordName entity={one.entity} doc={one.doc} />
            </b>
            <Flags entity={one.entity} flags={one.doc._.f ?? []} />
            <Button kind="plain" onPress={() => see([one.key])}>
              {t("know.seen")}
            </Button>
          </li>
        ))}
      </ul>
      {shown.length > 1 ? (
        <Button kind="plain" onPress={() => see(shown.map((one) => one.key))}>
          {t("know.all-seen")}
        </Button>
      ) : null}
    </>
  );
}

/** The records that carry a flag, of the kinds that get one in daily work. */
function useFlagged(): readonly Flagged[] {
  const orders = useAll("delivery_order", FLAGGED);
  const stops = useAll("stop", FLAGGED);
  const shelves = useAll("inventory_item", FLAGGED);
  const vehicles = useAll("vehicle", FLAGGED);
  return [
    ...named("delivery_order", orders),
    ...named("stop", stops),
    ...named("inventory_item", shelves),
    ...named("vehicle", vehicles),
  ];
}

function named(
  entity: EntityName,
  docs: readonly Doc<EntityName>[] | undefined,
): readonly Flagged[] {
  return (docs ?? []).map((doc) => ({
    entity,
    doc,
    key: `${doc.id} ${(doc._.f ?? []).join(" ")}`,
  }));
}
