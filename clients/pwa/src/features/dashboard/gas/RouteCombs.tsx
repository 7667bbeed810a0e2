import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useFormat } from "@/app/data";
import { NameOf } from "@/app/records/RecordName";
import { Comb } from "@/ui/Comb";
import { State } from "@/ui/State";

import { Panel } from "../charts/Panel";
import styles from "../dashboard.module.css";
import type { RouteProgress } from "./figures";
import { Ahead } from "./GasTiles";

interface RouteCombsProps {
  readonly routes: readonly RouteProgress[];
  readonly isToday: boolean;
}

/** Every route with one tooth a stop, and the one thing to know about it. */
export function RouteCombs({ routes, isToday }: RouteCombsProps): ReactNode {
  const { t } = useTranslation("dashboard");
  return (
    <Panel title={t("gas.routes")} span={5}>
      <ul className={styles.routes}>
        {routes.map((one) => (
          <li key={one.route.id}>
            <Link to={`/office/dispatch?day=${one.route.day}&route=${one.route.id}`}>
              {one.route.name}
              <small>
                {one.route.driver === undefined ? (
                  t("gas.no-driver")
                ) : (
                  <NameOf entity="person" id={one.route.driver} />
                )}
              </small>
            </Link>
            <div className={styles.routeLine}>
              <Comb teeth={one.teeth} label={t("gas.comb", { done: one.done, all: one.all })} />
              <Remark one={one} isToday={isToday} />
            </div>
            <b>{t("gas.done-of", { done: one.done, all: one.all })}</b>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Remark({
  one,
  isToday,
}: {
  readonly one: RouteProgress;
  readonly isToday: boolean;
}): ReactNode {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  if (one.isSilent && one.heardAt !== undefined) {
    return (
      <State of="no-contact">
        {one.expected === 0
          ? t("gas.silent", { time: format.time(one.heardAt) })
          : t("gas.silent-expected", { count: one.expected, time: format.time(one.heardAt) })}
      </State>
    );
  }
  const [first] = one.failed;
  if (first !== undefined) {
    return (
      <State of="failed">
        {first.failure === undefined
          ? t("gas.failed", { count: one.failed.length })
          : t("gas.failed-why", { count: one.failed.length, reason: first.failure })}
      </State>
    );
  }
  if (one.route.state === "planned") return <State of="fresh">{t("gas.not-started")}</State>;
  if (one.route.state === "finished") return <State of="received">{t("gas.finished")}</State>;
  return isToday ? <Ahead stops={one.ahead} /> : null;
}
