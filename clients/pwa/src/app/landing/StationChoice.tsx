import { Coffee } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useReplica } from "@/app/data";
import { PersonMenu } from "@/app/person/PersonMenu";
import { ConnectionPill } from "@/app/pill/ConnectionPill";
import type { Doc } from "@/generated/entities";
import { Empty } from "@/ui/Empty";
import { Flag } from "@/ui/Flag";

import styles from "./Landing.module.css";

interface StationChoiceProps {
  readonly stations: readonly Doc<"station">[];
}

/** For who works at several stations, or at none yet. */
export function StationChoice({ stations }: StationChoiceProps) {
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
        {stations.length === 0 ? (
          <Empty title={t("landing.no-station")} icon={<Coffee aria-hidden="true" />}>
            {t("landing.no-station-how")}
          </Empty>
        ) : (
          <>
            <h1 className={styles.title}>{t("landing.which-station")}</h1>
            <ul className={styles.choices}>
              {stations.map((station) => (
                <li key={station.id}>
                  <Link to={`/station/${station.id}/queue`} className={styles.choice}>
                    <Coffee aria-hidden="true" />
                    <span>{station.name}</span>
                    {station.paused && <span className={styles.note}>{t("landing.paused")}</span>}
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )}
      </main>
    </div>
  );
}
