import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Troubled } from "@/replica/start";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";

import { LoadAgain } from "./LoadAgain";
import { MessagePage } from "./MessagePage";
import { outboxFileName, saveFile } from "./save-file";

/** The store is damaged: first the file with what was not sent, then a new store. */
export function StoreTroublePage({ trouble }: { readonly trouble: Troubled["trouble"] }) {
  const { t } = useTranslation("shell");
  const { rescued, waiting } = trouble;
  const [isSaved, setSaved] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const rebuild = async (): Promise<void> => {
    setBusy(true);
    await trouble.rebuild();
    location.reload();
  };
  return (
    <MessagePage>
      <Callout
        of="failed"
        role="alert"
        isHeading
        title={t("trouble.title")}
        action={
          <>
            {rescued !== null && (
              <Button
                size="touch"
                onPress={() => {
                  saveFile(rescued, outboxFileName(new Date()));
                  setSaved(true);
                }}
              >
                {t("trouble.save")}
              </Button>
            )}
            {trouble.kind === "damaged" ? (
              <Button
                kind="main"
                size="touch"
                isPending={isBusy}
                isDisabled={rescued !== null && !isSaved}
                onPress={() => void rebuild()}
              >
                {t("trouble.rebuild")}
              </Button>
            ) : (
              <LoadAgain />
            )}
          </>
        }
      >
        <p>{t(`trouble.kind.${trouble.kind}`)}</p>
        {rescued !== null && <p>{t("trouble.saved", { count: waiting })}</p>}
        {trouble.kind === "damaged" && rescued !== null && !isSaved && (
          <p>{t("trouble.save-first")}</p>
        )}
      </Callout>
    </MessagePage>
  );
}
