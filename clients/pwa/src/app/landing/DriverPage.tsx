import { Smartphone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useReplica } from "@/app/data";
import { PersonMenu } from "@/app/person/PersonMenu";
import { ConnectionPill } from "@/app/pill/ConnectionPill";
import { Empty } from "@/ui/Empty";
import { Flag } from "@/ui/Flag";

import styles from "./Landing.module.css";

/** A driver works in the app on the phone; here is only what this browser still has to send. */
export function DriverPage() {
  const { t } = useTranslation("shell");
  const organisation = useReplica().identity?.organisation.name;
  return (
    <div className={styles.page}>
      <header className={styles.bar} data-theme="dark">
        <Flag />
        <span className={styles.name}>{organisation}</span>
        <ConnectionPill />
        <PersonMenu />
      </header>
      <main className={styles.main}>
        <Empty
          isHeading
          title={t("landing.driver")}
          icon={<Smartphone aria-hidden="true" />}
          action={<Link to="/sync">{t("landing.to-sync")}</Link>}
        >
          {t("landing.driver-why")}
        </Empty>
      </main>
    </div>
  );
}
