import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";

/** Says that the form holds what was typed earlier and never saved. */
export function DraftNote({ onDiscard }: { readonly onDiscard: () => void }): ReactNode {
  const { t } = useTranslation("records");
  return (
    <Callout
      of="waiting"
      role="status"
      title={t("draft.restored")}
      action={<Button onPress={onDiscard}>{t("draft.start-over")}</Button>}
    >
      {t("draft.kept-here")}
    </Callout>
  );
}
