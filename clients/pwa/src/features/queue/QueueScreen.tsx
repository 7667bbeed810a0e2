import { useParams } from "react-router";
import { useTranslation } from "react-i18next";

import { useAll, useOne } from "@/app/data";
import { useCatalogue } from "@/app/station/catalogue";
import { useWakeLock } from "@/app/station/wakeLock";
import { Skeleton } from "@/ui/Skeleton";

import { ON_THE_BOARD } from "./board";
import { PausedBanner } from "./PausedBanner";
import { QueueBoard } from "./QueueBoard";
import styles from "./QueueScreen.module.css";

/** The station's board: what is to make, what is being made, what is ready. */
export default function QueueScreen() {
  const { t } = useTranslation("queue");
  const { station: id = "" } = useParams();
  const station = useOne("station", id);
  const orders = useAll("drink_order", { where: { station: id, state: ON_THE_BOARD } });
  const shelves = useAll("inventory_item", { where: { station: id } });
  const catalogue = useCatalogue();
  const wake = useWakeLock();
  // A cup that is finished takes from the shelves, so the shelves must be here before a tap is.
  const isLoading = !station || shelves === undefined || catalogue.isLoading;
  return (
    <div className={styles.screen}>
      {isLoading || orders === undefined ? (
        <div className={styles.loading}>
          <Skeleton height="page" />
          <Skeleton height="page" />
          <Skeleton height="page" />
        </div>
      ) : (
        <>
          <PausedBanner station={station} />
          <QueueBoard station={station} orders={orders} shelves={shelves} catalogue={catalogue} />
        </>
      )}
      {wake === "missing" && <p className={styles.wake}>{t("wake.missing")}</p>}
      {wake === "refused" && <p className={styles.wake}>{t("wake.refused")}</p>}
    </div>
  );
}
