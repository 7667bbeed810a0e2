import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import { useByIds } from "@/app/records/useByIds";
import type { Delivery, Route } from "@/generated/entities";

import { Bars } from "../charts/Bars";
import { Columns, type Pillar } from "../charts/Columns";
import { Panel } from "../charts/Panel";
import styles from "../dashboard.module.css";
import { delays, reasonsOf } from "./figures";

const NAMES = ["second", "seconds", "minute", "minutes", "hour", "longer"] as const;
/** Up to here (class of five seconds) it counts as at once. */
const AT_ONCE = 2;
const MOST_REASONS = 6;

/** How long a record takes from the door to the office. */
export function Delays({ deliveries }: { readonly deliveries: readonly Delivery[] }): ReactNode {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const counts = delays(deliveries);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const soon = counts.slice(0, AT_ONCE).reduce((sum, count) => sum + count, 0);
  const percent = (count: number): string =>
    t("percent", { figure: Math.round((count / all) * 100) });
  const pillars = NAMES.map((name, index): Pillar => {
    const count = counts[index] ?? 0;
    return {
      key: name,
      label: t(`delay.${name}`),
      share: all === 0 ? 0 : count / all,
      text: all === 0 ? "" : percent(count),
      of: index < AT_ONCE ? "received" : index < AT_ONCE + 2 ? "sent" : "no-contact",
    };
  });
  return (
    <Panel
      title={t("delay.title")}
      span={5}
      note={
        all === 0
          ? t("delay.none")
          : t("delay.note", { count: all, figure: format.number(all), share: percent(soon) })
      }
      table={{
        head: [t("delay.took"), t("delay.count")],
        rows: all === 0 ? [] : pillars.map((pillar, index) => [pillar.label, counts[index] ?? 0]),
      }}
    >
      {all === 0 ? null : <Columns pillars={pillars} />}
    </Panel>
  );
}

/** Why something could not be delivered, in the last seven days. */
export function Reasons({ deliveries }: { readonly deliveries: readonly Delivery[] }): ReactNode {
  const { t } = useTranslation("dashboard");
  const reasons = reasonsOf(deliveries).slice(0, MOST_REASONS);
  return (
    <Panel title={t("reasons.title")} span={4}>
      {reasons.length === 0 ? (
        <p className={styles.quiet}>{t("reasons.none")}</p>
      ) : (
        <Bars
          bars={reasons.map(([reason, count]) => ({
            key: reason,
            label: reason === "" ? t("reasons.unsaid") : reason,
            value: count,
            text: String(count),
            of: "failed",
          }))}
        />
      )}
    </Panel>
  );
}

/** Full cylinders aboard the day's vehicles, with the empties beside. */
export function Vehicles({ routes }: { readonly routes: readonly Route[] }): ReactNode {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const vehicles = [
    ...useByIds(
      "vehicle",
      routes.map((route) => route.vehicle),
    ).values(),
  ];
  vehicles.sort((a, b) => b.full - a.full);
  return (
    <Panel title={t("vehicles.title")} span={3}>
      {vehicles.length === 0 ? (
        <p className={styles.quiet}>{t("vehicles.none")}</p>
      ) : (
        <Bars
          bars={vehicles.map((vehicle) => ({
            key: vehicle.id,
            label: vehicle.plate,
            value: vehicle.full,
            text: format.number(vehicle.full),
            note: t("vehicles.empties", {
              count: vehicle.empty,
              figure: format.number(vehicle.empty),
            }),
          }))}
        />
      )}
    </Panel>
  );
}
