import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Loss } from "@/replica/replica";
import { Callout } from "@/ui/Callout";

import styles from "./EvictionNote.module.css";
import { LoadAgain } from "./LoadAgain";

interface LossNoteProps {
  /** Calls back where the store is lost under the open page; what it returns ends that. */
  readonly onLoss: (listener: (loss: Loss) => void) => () => void;
}

/** The store is no longer there for this page: another tab has a newer version of it, or the browser
 * removed it. Nothing can be written until the page is loaded again. */
export function LossNote({ onLoss }: LossNoteProps) {
  const { t } = useTranslation("shell");
  const [loss, setLoss] = useState<Loss | null>(null);
  useEffect(() => onLoss(setLoss), [onLoss]);
  if (loss === null) return null;
  return (
    <aside className={styles.note}>
      <Callout
        of={loss === "gone" ? "failed" : "late"}
        role="alert"
        title={t(`lost.${loss}`)}
        action={<LoadAgain />}
      >
        {t(`lost.${loss}-why`)}
      </Callout>
    </aside>
  );
}
