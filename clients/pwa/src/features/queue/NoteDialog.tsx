import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useOpenDraft } from "@/app/updates/open-drafts";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { TextField } from "@/ui/TextField";

import type { Order } from "./board";
import styles from "./Choices.module.css";
import type { TicketVerbs } from "./verbs";

interface NoteDialogProps {
  readonly order: Order;
  readonly verbs: TicketVerbs;
  readonly onClose: () => void;
}

/** What the cup's maker must know. The usual wishes are one tap each. */
export function NoteDialog({ order, verbs, onClose }: NoteDialogProps) {
  const { t } = useTranslation("queue");
  const [text, setText] = useState(order.note ?? "");
  useOpenDraft(text !== (order.note ?? ""));
  const usual = [t("note.lessIce"), t("note.noIce"), t("note.extraHot"), t("note.decaf")];
  return (
    <Dialog
      title={t("note.title")}
      isOpen
      onOpenChange={onClose}
      actions={
        <>
          <Button size="touch" onPress={onClose}>
            {t("note.leave")}
          </Button>
          <Button
            size="touch"
            kind="main"
            onPress={() => {
              verbs.note(order, text);
              onClose();
            }}
          >
            {t("note.save")}
          </Button>
        </>
      }
    >
      <TextField
        label={t("note.label")}
        value={text}
        onChange={setText}
        lines={3}
        size="touch"
        autoFocus
      />
      <div className={styles.usual}>
        {usual.map((wish) => (
          <Button
            key={wish}
            size="touch"
            onPress={() =>
              setText((before) => (before.trim() === "" ? wish : before + t("between") + wish))
            }
          >
            {wish}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
