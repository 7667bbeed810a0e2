import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { ConnectionPill } from "@/app/pill/ConnectionPill";
import { IconButton } from "@/ui/IconButton";

import SyncCentre from "./SyncCentre";
import styles from "./SyncCentreScreen.module.css";

/** The sync centre as a page of its own. */
export default function SyncCentreScreen() {
  const { t } = useTranslation("sync-centre");
  const navigate = useNavigate();
  return (
    <div className={styles.page}>
      <header className={styles.bar} data-theme="dark">
        <IconButton label={t("back")} size="touch" onPress={() => void navigate(-1)}>
          <ArrowLeft aria-hidden="true" />
        </IconButton>
        <h1 className={styles.title}>{t("title")}</h1>
        <ConnectionPill />
      </header>
      <main className={styles.main}>
        <SyncCentre />
      </main>
    </div>
  );
}
