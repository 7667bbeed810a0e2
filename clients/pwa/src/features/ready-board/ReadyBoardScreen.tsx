import { useMemo } from "react";
import { useParams } from "react-router";
import { useTranslation } from "react-i18next";

import { useAll, useFormat, useNow, useOne } from "@/app/data";
import { LoadingPage } from "@/app/LoadingPage";
import { NotHere } from "@/app/NotHere";
import { ConnectionPill } from "@/app/pill/ConnectionPill";
import { useWait } from "@/app/station/useWait";
import { useWakeLock } from "@/app/station/wakeLock";
import { useSuitedTheme } from "@/app/theme/theme";

import { guestBoard } from "./guests";
import { Numbers } from "./Numbers";
import styles from "./ReadyBoardScreen.module.css";

/** The second screen, for guests: which numbers are ready, and which will be next. It is read
 * from across the hall and holds nothing that is not for everybody. */
export default function ReadyBoardScreen() {
  const { t } = useTranslation("ready-board");
  const { station: id = "" } = useParams();
  const station = useOne("station", id);
  const orders = useAll("drink_order", {
    where: { station: id, state: ["pending", "in_progress", "completed"] },
  });
  const wait = useWait(id);
  const minute = useNow(15_000);
  const format = useFormat();
  useSuitedTheme("dark");
  useWakeLock();
  const board = useMemo(() => guestBoard(orders ?? [], minute), [orders, minute]);
  if (station === null) return <NotHere />;
  if (station === undefined || orders === undefined) return <LoadingPage />;
  const queued = orders.filter((order) => order.state === "pending").length;
  return (
    <main className={styles.screen}>
      <div className={styles.parts}>
        <header className={styles.head}>
          <h1 className={styles.name}>{station.name}</h1>
          <time className={styles.time}>{format.time(minute)}</time>
          <ConnectionPill size="touch" />
        </header>
        <Numbers
          of="ready"
          title={t("ready")}
          orders={board.ready}
          empty={t("empty.ready")}
          emptyHow={t("empty.readyHow")}
        />
        <Numbers
          of="making"
          title={t("making")}
          orders={board.making}
          empty={t("empty.making")}
          emptyHow={t("empty.makingHow")}
        />
        <footer className={styles.foot}>
          {station.paused ? t("paused") : t("queued", { count: queued })}
          {wait !== null && !station.paused && <span>{t("wait", { count: wait })}</span>}
        </footer>
      </div>
    </main>
  );
}
