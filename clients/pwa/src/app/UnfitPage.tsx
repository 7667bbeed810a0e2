import { useTranslation } from "react-i18next";

import type { Lack } from "@/replica/fitness";
import { Callout } from "@/ui/Callout";

import { MessagePage } from "./MessagePage";

/** Where nothing that is written would be safe, nothing is begun; it says why and what to do. */
export function UnfitPage({ lacks }: { readonly lacks: readonly Lack[] }) {
  const { t } = useTranslation("shell");
  return (
    <MessagePage>
      <Callout of="failed" role="alert" isHeading title={t("unfit.title")}>
        {lacks.map((lack) => (
          <p key={lack}>{t(`unfit.${lack}`)}</p>
        ))}
      </Callout>
    </MessagePage>
  );
}
