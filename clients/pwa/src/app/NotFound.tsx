import { Signpost } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { Empty } from "@/ui/Empty";
import { Main } from "@/ui/Main";

import styles from "./CrashPage.module.css";

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation("shell");
  return (
    <Main className={styles.page}>
      <Empty
        isHeading
        title={t("not-found.title")}
        icon={<Signpost aria-hidden="true" />}
        action={<Link to="/">{t("not-here.home")}</Link>}
      >
        {t("not-found.why")}
      </Empty>
    </Main>
  );
}
