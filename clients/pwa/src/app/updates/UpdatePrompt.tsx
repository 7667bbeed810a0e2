import { useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";

import { hasOpenDraft, onOpenDrafts } from "./open-drafts";
import styles from "./UpdatePrompt.module.css";
import { takeUpdate, useUpdate } from "./updates";

/** Tells of a newer version. It never starts by itself, nor while somebody is typing. */
export function UpdatePrompt() {
  const { t } = useTranslation("shell");
  const update = useUpdate();
  const isTyping = useSyncExternalStore(onOpenDrafts, hasOpenDraft);
  const [isLater, setLater] = useState(false);
  if (update === "none" || isLater) return null;
  return (
    <aside className={styles.prompt}>
      <Callout
        of="sent"
        role="status"
        title={t("update.title")}
        action={
          <>
            <Button
              onPress={() => {
                setLater(true);
              }}
            >
              {t("update.later")}
            </Button>
            <Button kind="main" isDisabled={isTyping} onPress={takeUpdate}>
              {t("update.now")}
            </Button>
          </>
        }
      >
        {t(isTyping ? "update.typing" : "update.why")}
      </Callout>
    </aside>
  );
}
