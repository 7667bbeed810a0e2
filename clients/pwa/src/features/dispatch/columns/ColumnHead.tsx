import { MoreHorizontal } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import { Comb, type Tooth } from "@/ui/Comb";
import { IconButton } from "@/ui/IconButton";
import { MenuButton } from "@/ui/MenuButton";
import { State } from "@/ui/State";

import type { Column, Standing } from "../board/model";
import { useBoardView } from "../BoardContext";
import { Badge } from "./Badge";
import styles from "./ColumnHead.module.css";
import { useRouteMenu } from "./useRouteMenu";

const TEETH: Readonly<Record<Standing, Tooth>> = {
  delivered: "received",
  failed: "failed",
  skipped: "to-come",
  current: "now",
  due: "expected",
  overdue: "to-come",
  planned: "to-come",
};

/** Who drives, how far, whether he can be reached, and what he has not seen yet. */
export function ColumnHead({ column }: { readonly column: Column }) {
  const { t } = useTranslation("dispatch");
  const { mayDispatch } = useBoardView();
  const menu = useRouteMenu(column);
  const { badge, driver, rows, delivered, route } = column;
  const progress = { route: badge, done: delivered, total: rows.length };
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <Badge badge={badge} isHollow={column.contact.is === "out"} />
        <h2 className={styles.name}>{driver?.name ?? t("route.no-driver")}</h2>
        <span className={styles.count}>
          {delivered}
          <small>/{rows.length}</small>
        </span>
        {mayDispatch && (
          <MenuButton label={t("route.menu", { route: badge })} entries={menu}>
            <IconButton label={t("route.menu", { route: badge })} className={styles.more}>
              <MoreHorizontal aria-hidden="true" />
            </IconButton>
          </MenuButton>
        )}
      </div>
      <Comb
        teeth={rows.map((row) => TEETH[row.standing])}
        label={t("route.progress", progress)}
        className={styles.comb}
      />
      <p className={styles.line}>
        <ContactLine column={column} />
      </p>
      <p className={styles.line}>
        {route.state !== "running" && t(`route.${route.state}`)}
        {route.state !== "finished" && rows.length > 0 && <Seen column={column} />}
      </p>
    </header>
  );
}

function ContactLine({ column }: { readonly column: Column }) {
  const { t } = useTranslation("dispatch");
  const format = useFormat();
  const { contact } = column;
  switch (contact.is) {
    case "in":
      return <State of="received">{t("contact.in", { time: format.time(contact.at) })}</State>;
    case "out":
      return <State of="no-contact">{t("contact.out", { time: format.time(contact.at) })}</State>;
    case "never":
      return <State of="no-contact">{t("contact.never")}</State>;
    case "unknown":
      return <State of="no-contact">{t("contact.unknown")}</State>;
  }
}

function Seen({ column }: { readonly column: Column }) {
  const { t } = useTranslation("dispatch");
  if (column.unseen === null) return null;
  if (column.unseen === 0) return t("seen.all");
  return <State of="sent">{t("seen.not-yet", { count: column.unseen })}</State>;
}
