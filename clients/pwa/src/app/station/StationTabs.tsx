import { Coffee, Kanban, MessageSquare, Package, User } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";

import { useAll, useCount } from "@/app/data";
import { useFoot } from "@/app/foot";
import { Badge } from "@/ui/Badge";

import { LowShape } from "./LowShape";
import { useUnread } from "./readMarks";
import { levelOf } from "./shelf";
import styles from "./StationTabs.module.css";

interface StationTabsProps {
  readonly station: string;
}

/** The five screens of a station, in reach of a thumb. */
export function StationTabs({ station }: StationTabsProps) {
  const { t } = useTranslation("shell");
  const foot = useFoot<HTMLElement>();
  const toMake = useCount("drink_order", { station, state: "pending" }) ?? 0;
  const unread = useUnread(station).total;
  return (
    <nav ref={foot} className={styles.tabs} aria-label={t("station.tabs")}>
      <Tab to="queue" icon={<Kanban aria-hidden="true" />} label={t("station.queue")}>
        <Badge count={toMake} />
      </Tab>
      <Tab to="walk-up" icon={<Coffee aria-hidden="true" />} label={t("station.walk-up")} />
      <Tab to="stock" icon={<Package aria-hidden="true" />} label={t("station.stock")}>
        <LowStock station={station} />
      </Tab>
      <Tab to="chat" icon={<MessageSquare aria-hidden="true" />} label={t("station.chat")}>
        <Badge count={unread} />
      </Tab>
      <Tab to="shift" icon={<User aria-hidden="true" />} label={t("station.shift")} />
    </nav>
  );
}

function LowStock({ station }: StationTabsProps) {
  const { t } = useTranslation("shell");
  const shelves = useAll("inventory_item", { where: { station } });
  const low = (shelves ?? []).filter((shelf) => levelOf(shelf) !== "enough").length;
  if (low === 0) return null;
  return (
    <span className={styles.low} data-of="soon">
      <LowShape />
      <span>{t("station.low", { count: low })}</span>
    </span>
  );
}

interface TabProps {
  readonly to: string;
  readonly icon: ReactNode;
  readonly label: string;
  readonly children?: ReactNode;
}

function Tab({ to, icon, label, children }: TabProps) {
  return (
    <NavLink to={to} className={styles.tab}>
      {icon}
      <span className={styles.label}>{label}</span>
      {children}
    </NavLink>
  );
}
