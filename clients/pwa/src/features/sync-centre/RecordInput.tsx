import { useEffect, useState } from "react";
import { ComboBox } from "react-aria-components/ComboBox";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { useTranslation } from "react-i18next";

import { useAll, useOne, useReplica } from "@/app/data";
import { useRecordName } from "@/app/naming/useRecordName";
import type { Doc, EntityName } from "@/generated/entities";
import field from "@/ui/Field.module.css";
import { FieldNote } from "@/ui/FieldNote";
import list from "@/ui/OpenList.module.css";

import styles from "./Refused.module.css";

const MOST = 12;

interface RecordInputProps {
  readonly label: string;
  readonly target: EntityName;
  /** The id of what is named now. */
  readonly value: string | null;
  readonly error: string | undefined;
  readonly onChange: (id: string) => void;
}

/** Another record of the kind that a field names, found among those that this device holds. */
export function RecordInput({ label, target, value, error, onChange }: RecordInputProps) {
  const { t } = useTranslation("sync-centre");
  const nameOf = useRecordName();
  const chosen = useOne(target, value);
  const [typed, setTyped] = useState<string | null>(null);
  const found = useFound(target, typed ?? "");
  const text = typed ?? (chosen === null || chosen === undefined ? "" : nameOf(target, chosen));
  return (
    <ComboBox
      className={field.field}
      data-size="touch"
      items={found.map((doc) => ({ id: doc.id, name: nameOf(target, doc) }))}
      inputValue={text}
      onInputChange={setTyped}
      value={value}
      onChange={(id) => {
        if (id === null) return;
        setTyped(null);
        onChange(String(id));
      }}
      menuTrigger="focus"
      allowsEmptyCollection
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label className={field.label}>{label}</Label>
      <Input className={field.box} />
      <FieldNote error={error} description={undefined} />
      <Popover className={list.popover} offset={4}>
        <ListBox
          className={list.list}
          renderEmptyState={() => <p className={styles.none}>{t("refused.none-found")}</p>}
        >
          {(item: { readonly id: string; readonly name: string }) => (
            <ListBoxItem id={item.id} textValue={item.name} className={list.item}>
              {item.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** The records that hold all words of a text; without one, the first there are. */
function useFound(target: EntityName, text: string): readonly Doc<EntityName>[] {
  const replica = useReplica();
  const first = useAll(target, { limit: MOST });
  const [hits, setHits] = useState<readonly Doc<EntityName>[]>([]);
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === "") return undefined;
    let isAsked = true;
    void replica.search(wanted, [target], MOST).then((found) => {
      if (isAsked) setHits(found.map(({ doc }) => doc));
    });
    return () => {
      isAsked = false;
    };
  }, [replica, target, wanted]);
  return wanted === "" ? (first ?? []) : hits;
}
