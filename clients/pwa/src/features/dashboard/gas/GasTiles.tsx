import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useFormat, useNow } from "@/app/data";
import { State } from "@/ui/State";

import { Tile } from "../charts/Tile";
import { useDuration } from "../useDuration";
import { cylinders, type GasDay, type RouteProgress, takings } from "./figures";

interface GasTilesProps {
  readonly records: GasDay;
  readonly routes: readonly RouteProgress[];
}

const NOW_EVERY_MS = 15_000;

/** The four figures that the office asks for most. */
export function GasTiles({ records, routes }: GasTilesProps): ReactNode {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const now = useNow(NOW_EVERY_MS);
  const duration = useDuration();
  const done = routes.reduce((sum, route) => sum + route.done, 0);
  const all = routes.reduce((sum, route) => sum + route.all, 0);
  const ahead = routes.reduce((sum, route) => sum + route.ahead, 0);
  const { cash, other } = takings(records.deliveries);
  const { left, back } = cylinders(records.deliveries);
  const gap = back - left;
  const oldest = routes
    .filter(({ route, heardAt }) => route.state === "running" && heardAt !== undefined)
    .sort((a, b) => (a.heardAt ?? 0) - (b.heardAt ?? 0))[0];
  return (
    <>
      <Tile label={t("gas.delivered")} figure={done} after={t("gas.of-stops", { count: all })}>
        <Ahead stops={ahead} />
      </Tile>
      <Tile label={t("gas.taken")} figure={format.money(cash + other)}>
        {t("gas.cash-and-other", { cash: format.number(cash), other: format.number(other) })}
      </Tile>
      <Tile
        label={t("gas.empties")}
        figure={`${gap > 0 ? "+" : gap < 0 ? "−" : ""}${format.number(Math.abs(gap))}`}
        after={gap < 0 ? t("gas.missing") : t("gas.balanced")}
      >
        {t("gas.left-and-back", { left: format.number(left), back: format.number(back) })}
      </Tile>
      <Tile
        label={t("gas.oldest")}
        figure={oldest?.heardAt === undefined ? "—" : duration(now - oldest.heardAt)}
      >
        {oldest?.heardAt === undefined ? (
          t("gas.none-running")
        ) : oldest.isSilent ? (
          <State of="no-contact">
            {t("gas.silent-since", { route: oldest.route.name, time: format.time(oldest.heardAt) })}
          </State>
        ) : (
          <State of="received">{t("gas.all-heard", { route: oldest.route.name })}</State>
        )}
      </Tile>
    </>
  );
}

/** How many stops ahead of what is due by now, or behind. */
export function Ahead({ stops }: { readonly stops: number }): ReactNode {
  const { t } = useTranslation("dashboard");
  if (stops === 0) return <State of="received">{t("gas.on-time")}</State>;
  return stops > 0 ? (
    <State of="received">{t("gas.ahead", { count: stops })}</State>
  ) : (
    <State of="soon">{t("gas.behind", { count: -stops })}</State>
  );
}
