import { useTranslation } from "react-i18next";

import { Flag } from "@/ui/Flag";
import { VisuallyHidden } from "@/ui/VisuallyHidden";

import styles from "./Starting.module.css";

/** The moment in which the store is opened. */
export function Starting() {
  const { t } = useTranslation("shell");
  return (
    <main className={styles.page} data-testid="starting">
      <VisuallyHidden as="h1">Fieldpost</VisuallyHidden>
      <Flag className={styles.flag} />
      <VisuallyHidden role="status">{t("starting")}</VisuallyHidden>
    </main>
  );
}
