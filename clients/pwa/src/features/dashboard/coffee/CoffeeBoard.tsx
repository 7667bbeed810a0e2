import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useFormat } from "@/app/data";
import { useCalendar } from "@/app/records/days";
import { useShelfName } from "@/app/records/useShelfName";
import { placedAt } from "@/app/station/age";
import { useCatalogue } from "@/app/station/catalogue";
import { LowShape } from "@/app/station/LowShape";
import { levelOf } from "@/app/station/shelf";
import { useUnit } from "@/app/station/useUnit";
import { Empty } from "@/ui/Empty";
import { Skeleton } from "@/ui/Skeleton";
import { State } from "@/ui/State";

import { Bars } from "../charts/Bars";
import { clockOf } from "../charts/clock";
import { LineChart } from "../charts/LineChart";
import { Panel } from "../charts/Panel";
import { Tile } from "../charts/Tile";
import styles from "../dashboard.module.css";
import { cumulative } from "../gas/figures";
import {
  averageWait,
  type CoffeeDay,
  isMade,
  mostAsked,
  shortShelves,
  type StationFigures,
  stationFigures,
} from "./figures";
import { useCoffeeDay } from "./useCoffeeDay";

const MOST_DRINKS = 6;
const MOST_SHELVES = 8;

/** A day of the coffee event at a glance. */
export function CoffeeBoard({ day }: { readonly day: string }): ReactNode {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const records = useCoffeeDay(day);
  if (records === undefined) return <Skeleton height="page" />;
  if (records.stations.length === 0 || records.orders.length === 0) {
    return (
      <div className={styles.middle}>
        <Empty title={t("coffee.empty", { day: format.day(day) })}>{t("coffee.empty-how")}</Empty>
      </div>
    );
  }
  const figures = stationFigures(records);
  return (
    <div className={styles.board}>
      <Tiles records={records} figures={figures} />
      <Cups records={records} day={day} />
      <Stations figures={figures} />
      <Waits figures={figures} />
      <Drinks records={records} />
      <Short records={records} />
    </div>
  );
}

interface Parts {
  readonly records: CoffeeDay;
  readonly figures: readonly StationFigures[];
}

function Tiles({ records, figures }: Parts): ReactNode {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const made = records.orders.filter(isMade).length;
  const toMake = figures.reduce((sum, one) => sum + one.toMake, 0);
  const making = figures.reduce((sum, one) => sum + one.making, 0);
  const wait = averageWait(records.orders);
  const slowest = [...figures].sort((a, b) => (b.wait ?? 0) - (a.wait ?? 0))[0];
  const short = shortShelves(records.shelves);
  const out = short.filter((shelf) => levelOf(shelf) === "out").length;
  return (
    <>
      <Tile
        label={t("coffee.made")}
        figure={format.number(made)}
        after={t("coffee.of-cups", { count: records.orders.length })}
      />
      <Tile label={t("coffee.to-make")} figure={format.number(toMake)} after={t("coffee.cups")}>
        {t("coffee.making", { count: making })}
      </Tile>
      <Tile
        label={t("coffee.wait")}
        figure={wait === null ? "—" : format.minutes(wait)}
        after={t("coffee.minutes")}
      >
        {slowest?.wait === null || slowest === undefined
          ? null
          : t("coffee.slowest", {
              station: slowest.station.name,
              time: format.minutes(slowest.wait),
            })}
      </Tile>
      <Tile label={t("coffee.short")} figure={short.length} after={t("coffee.shelves")}>
        {out > 0 ? (
          <State of="late">{t("coffee.out", { count: out })}</State>
        ) : short.length === 0 ? (
          <State of="received">{t("coffee.enough")}</State>
        ) : null}
      </Tile>
    </>
  );
}

function Cups({ records, day }: { readonly records: CoffeeDay; readonly day: string }): ReactNode {
  const { t } = useTranslation("dashboard");
  const clock = useCalendar();
  const asked = cumulative(records.orders.map((order) => clock.minuteIn(day, placedAt(order))));
  const made = cumulative(
    records.orders
      .filter(isMade)
      .map((order) => clock.minuteIn(day, order.completed_at ?? placedAt(order))),
    asked[0]?.[0],
  );
  const count = (points: typeof asked): number => points.at(-1)?.[1] ?? 0;
  return (
    <Panel
      title={t("coffee.cumulative")}
      span={7}
      table={{
        head: [t("coffee.asked-word"), t("coffee.made")],
        rows: [[count(asked), count(made)]],
      }}
    >
      <LineChart
        done={made}
        plan={asked}
        label={t("coffee.cumulative-label", { made: count(made), asked: count(asked) })}
        doneLabel={t("coffee.made-count", { count: count(made) })}
        planLabel={t("coffee.asked", { count: count(asked) })}
        clock={clockOf}
      />
    </Panel>
  );
}

function Stations({ figures }: { readonly figures: readonly StationFigures[] }): ReactNode {
  const { t } = useTranslation("dashboard");
  return (
    <Panel title={t("coffee.stations")} span={5}>
      <Bars
        bars={figures.map((one) => ({
          key: one.station.id,
          label: <Link to={`/station/${one.station.id}/queue`}>{one.station.name}</Link>,
          value: one.done,
          text: String(one.done),
          of: "received",
          note: one.station.paused
            ? t("coffee.paused", { toMake: one.toMake, making: one.making })
            : t("coffee.open", { toMake: one.toMake, making: one.making }),
        }))}
      />
    </Panel>
  );
}

function Waits({ figures }: { readonly figures: readonly StationFigures[] }): ReactNode {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  return (
    <Panel title={t("coffee.waits")} span={4}>
      <Bars
        bars={figures.map(({ station, wait }) => ({
          key: station.id,
          label: station.name,
          value: wait ?? 0,
          text: wait === null ? "—" : format.minutes(wait),
        }))}
      />
    </Panel>
  );
}

function Drinks({ records }: { readonly records: CoffeeDay }): ReactNode {
  const { t } = useTranslation("dashboard");
  const { drinkOf } = useCatalogue();
  const asked = mostAsked(records.orders, drinkOf).slice(0, MOST_DRINKS);
  return (
    <Panel title={t("coffee.drinks")} span={4}>
      <Bars
        bars={asked.map(([name, count]) => ({
          key: name,
          label: name,
          value: count,
          text: String(count),
        }))}
      />
    </Panel>
  );
}

function Short({ records }: { readonly records: CoffeeDay }): ReactNode {
  const nameOf = useShelfName();
  const unitOf = useUnit();
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const short = shortShelves(records.shelves).slice(0, MOST_SHELVES);
  const stationOf = new Map(records.stations.map((station) => [station.id, station.name]));
  return (
    <Panel title={t("coffee.low")} span={4}>
      {short.length === 0 ? (
        <p className={styles.quiet}>{t("coffee.none-low")}</p>
      ) : (
        <ul className={styles.low}>
          {short.map((shelf) => (
            <li key={shelf.id}>
              <Link to={`/office/stock?shelf=${shelf.id}`}>
                {t("coffee.shelf", {
                  name: nameOf(shelf),
                  station: stationOf.get(shelf.station) ?? "",
                })}
              </Link>
              {levelOf(shelf) === "out" ? (
                <State of="late">{t("coffee.gone")}</State>
              ) : (
                <span className={styles.lowState}>
                  <LowShape />
                  {t("coffee.left", {
                    figure: format.number(shelf.stock),
                    unit: unitOf(shelf.unit),
                  })}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
