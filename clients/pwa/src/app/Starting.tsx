import { useTranslation } from "react-i18next";

import { Flag } from "@/ui/Flag";
import { VisuallyHidden } from "@/ui/VisuallyHidden";

import styles from "./Starting.module.css";

/** The moment in which the store is opened. */
export function Starting() {
  const { t } = useTranslation("shell");
  return (
    <main className={styles.page} role="status">
      <Flag className={styles.flag} />
      <VisuallyHidden>{t("starting")}</VisuallyHidden>
    </main>
  );
}
