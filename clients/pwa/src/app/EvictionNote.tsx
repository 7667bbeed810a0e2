import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";

import styles from "./EvictionNote.module.css";

/** The browser has deleted the store since the last visit. */
export function EvictionNote() {
  const { t } = useTranslation("shell");
  const [isRead, setRead] = useState(false);
  if (isRead) return null;
  return (
    <aside className={styles.note}>
      <Callout
        of="late"
        role="alert"
        title={t("evicted.title")}
        action={
          <Button
            onPress={() => {
              setRead(true);
            }}
          >
            {t("ui:dismiss")}
          </Button>
        }
      >
        {t("evicted.why")}
      </Callout>
    </aside>
  );
}
