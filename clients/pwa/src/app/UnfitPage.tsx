import { useTranslation } from "react-i18next";

import type { Lack } from "@/replica/fitness";
import { Callout } from "@/ui/Callout";
import { Main } from "@/ui/Main";

import styles from "./CrashPage.module.css";

/** Where nothing that is written would be safe, nothing is begun; it says why and what to do. */
export function UnfitPage({ lacks }: { readonly lacks: readonly Lack[] }) {
  const { t } = useTranslation("shell");
  return (
    <Main className={styles.page}>
      <Callout of="failed" role="alert" isHeading title={t("unfit.title")}>
        {lacks.map((lack) => (
          <p key={lack}>{t(`unfit.${lack}`)}</p>
        ))}
      </Callout>
    </Main>
  );
}
