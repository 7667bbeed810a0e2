import { Pencil, X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";

import styles from "./DetailFrame.module.css";

interface DetailFrameProps {
  readonly title: string;
  readonly note?: string;
  /** Null for who may not change it. */
  readonly onEdit: (() => void) | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A record beside its list: what it is called, and its parts below each other. */
export function DetailFrame(props: DetailFrameProps): ReactNode {
  const { title, note, onEdit, onClose, children } = props;
  const { t } = useTranslation("records");
  const heading = useId();
  return (
    <article className={styles.detail} aria-labelledby={heading}>
      <header className={styles.head}>
        <h2 id={heading}>{title}</h2>
        {note === undefined ? null : <p className={styles.note}>{note}</p>}
        <span className={styles.buttons}>
          {onEdit === null ? null : (
            <Button icon={<Pencil aria-hidden size="1em" />} shortcut="E" onPress={onEdit}>
              {t("edit")}
            </Button>
          )}
          <IconButton label={t("ui:close")} onPress={onClose}>
            <X aria-hidden size="1.25em" />
          </IconButton>
        </span>
      </header>
      {children}
    </article>
  );
}
