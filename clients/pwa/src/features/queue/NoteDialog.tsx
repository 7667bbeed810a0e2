import { useTranslation } from "react-i18next";

import { useDraft } from "@/app/records/useDraft";
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
  const draft = useDraft(`note/${order.id}`, { text: order.note ?? "" });
  useOpenDraft(draft.isDirty);
  if (draft.value === undefined) return null;
  const { text } = draft.value;
  const leave = (): void => {
    void draft.discard();
    onClose();
  };
  const usual = [t("note.lessIce"), t("note.noIce"), t("note.extraHot"), t("note.decaf")];
  return (
    <Dialog
      title={t("note.title")}
      isOpen
      onOpenChange={leave}
      actions={
        <>
          <Button size="touch" onPress={leave}>
            {t("note.leave")}
          </Button>
          <Button
            size="touch"
            kind="main"
            onPress={() => {
              verbs.note(order, text);
              leave();
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
        onChange={(typed) => draft.change({ text: typed })}
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
              draft.change({ text: text.trim() === "" ? wish : text + t("between") + wish })
            }
          >
            {wish}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
