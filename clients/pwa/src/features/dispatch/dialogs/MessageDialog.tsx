import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useDraft } from "@/app/records/useDraft";
import { useOpenDraft } from "@/app/updates/open-drafts";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";
import { Dialog } from "@/ui/Dialog";
import { TextField } from "@/ui/TextField";

import type { Column } from "../board/model";
import { useBoardView } from "../BoardContext";
import styles from "./MessageDialog.module.css";

interface MessageDialogProps {
  /** The route whose driver is meant; null: all that are out. */
  readonly column: Column | null;
  readonly onClose: () => void;
}

const CANNED = ["call", "changed", "back", "traffic", "careful"] as const;
/** As the declaration bounds a text. */
const LONGEST = 8_000;

/** A message to drivers, with what is said most often ready to take. */
export function MessageDialog({ column, onClose }: MessageDialogProps) {
  const { t } = useTranslation("dispatch");
  const { board, dispatching } = useBoardView();
  const reachable = board.columns.filter((one) => one.driver !== undefined);
  const [to, setTo] = useState<ReadonlySet<string>>(
    () => new Set(column ? [column.id] : reachable.map((one) => one.id)),
  );
  const draft = useDraft(`message/${column?.id ?? "all"}`, { text: "" });
  useOpenDraft(draft.isDirty);
  const text = draft.value?.text ?? "";
  const write = (written: string): void => draft.change({ text: written });
  const leave = (): void => {
    void draft.discard();
    onClose();
  };
  const send = (): void => {
    dispatching.tell([...to], text.trim());
    leave();
  };
  return (
    <Dialog
      title={t("message.title")}
      isOpen
      onOpenChange={leave}
      actions={
        <>
          <Button onPress={leave}>{t("cancel")}</Button>
          <Button kind="main" isDisabled={to.size === 0 || text.trim() === ""} onPress={send}>
            {t("message.send", { count: to.size })}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <fieldset className={styles.drivers}>
          <legend>{t("message.to")}</legend>
          {reachable.map((one) => (
            <Checkbox
              key={one.id}
              isSelected={to.has(one.id)}
              onChange={(isSelected) => {
                setTo(changed(to, one.id, isSelected));
              }}
            >
              {t("message.driver", { route: one.badge, name: one.driver?.name ?? "" })}
            </Checkbox>
          ))}
          {reachable.length === 0 && <p>{t("message.nobody")}</p>}
        </fieldset>
        <div className={styles.canned} role="group" aria-label={t("message.canned")}>
          {CANNED.map((key) => (
            <Button
              key={key}
              onPress={() => {
                write(t(`message.canned-${key}`));
              }}
            >
              {t(`message.canned-${key}`)}
            </Button>
          ))}
        </div>
        <TextField
          label={t("message.text")}
          lines={3}
          value={text}
          maxLength={LONGEST}
          onChange={write}
          autoFocus
        />
      </div>
    </Dialog>
  );
}

function changed(set: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
}
