import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useFormat, useNow, useToday } from "@/app/data";
import { useCalendar } from "@/app/records/days";
import { Empty } from "@/ui/Empty";
import { Skeleton } from "@/ui/Skeleton";

import { clockOf } from "../charts/clock";
import { LineChart } from "../charts/LineChart";
import { Panel } from "../charts/Panel";
import styles from "../dashboard.module.css";
import { cumulative, dueTimes, progressOf } from "./figures";
import { GasTiles } from "./GasTiles";
import { RouteCombs } from "./RouteCombs";
import { useGasDay, useWeek } from "./useGasDay";
import { useReach } from "./useReach";
import { Delays, Reasons, Vehicles } from "./Week";

const NOW_EVERY_MS = 15_000;

/** A delivery day at a glance. */
export function GasBoard({ day }: { readonly day: string }): ReactNode {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const clock = useCalendar();
  const today = useToday();
  const now = useNow(NOW_EVERY_MS);
  const records = useGasDay(day);
  const week = useWeek(day);
  const contact = useReach(day);
  if (records === undefined) return <Skeleton height="page" />;
  if (records.routes.length === 0) {
    return (
      <div className={styles.middle}>
        <Empty title={t("gas.empty", { day: format.day(day) })}>{t("gas.empty-how")}</Empty>
      </div>
    );
  }
  const minute = clock.minuteIn(day, now);
  const routes = progressOf(records, now, minute, contact);
  const times = records.deliveries
    .filter((one) => one.outcome === "delivered")
    .flatMap((one) => one.at ?? one.received_at ?? []);
  const due = [...dueTimes(records.stops).values()];
  const plan = cumulative(due);
  const done = cumulative(
    times.map((at) => clock.minuteIn(day, at)),
    plan[0]?.[0],
  );
  const expected = routes.reduce((sum, route) => sum + route.expected, 0);
  return (
    <div className={styles.board}>
      <GasTiles records={records} routes={routes} />
      <Panel
        title={t("gas.cumulative")}
        span={7}
        table={{
          head: [t("time"), t("gas.delivered"), t("gas.plan-word")],
          rows: everyHour(plan, done).map(([at, planned, delivered]) => [
            clockOf(at),
            delivered ?? "",
            planned,
          ]),
        }}
      >
        <LineChart
          done={done}
          plan={plan}
          label={t("gas.cumulative-label", { done: times.length, all: due.length })}
          doneLabel={t("gas.received", { count: times.length })}
          planLabel={t("gas.plan", { count: due.length })}
          clock={clockOf}
          {...(expected === 0 ? {} : { doneNote: t("gas.expected", { count: expected }) })}
        />
      </Panel>
      <RouteCombs routes={routes} isToday={day === today} />
      <Delays deliveries={week ?? []} />
      <Reasons deliveries={week ?? []} />
      <Vehicles routes={records.routes} />
    </div>
  );
}

type Row = readonly [minute: number, plan: number, done: number | null];

/** Both lines at the full hours. */
function everyHour(
  plan: readonly (readonly [number, number])[],
  done: readonly (readonly [number, number])[],
): readonly Row[] {
  const first = plan[0]?.[0];
  const last = plan.at(-1)?.[0];
  if (first === undefined || last === undefined) return [];
  const until = done.at(-1)?.[0] ?? 0;
  const rows: Row[] = [];
  for (let minute = Math.ceil(first / 60) * 60; minute <= last + 59; minute += 60) {
    rows.push([minute, countAt(plan, minute), minute - 60 > until ? null : countAt(done, minute)]);
  }
  return rows;
}

function countAt(points: readonly (readonly [number, number])[], minute: number): number {
  return points.findLast(([at]) => at <= minute)?.[1] ?? 0;
}
