import { ChevronLeft, ChevronRight, Download } from "lucide-react";
import { type ReactNode, useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { useFormat, useMe, useNow, useStats, useToday } from "@/app/data";
import { dayAfter } from "@/app/records/days";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { Select } from "@/ui/Select";
import { State } from "@/ui/State";
import { saveXlsx } from "@/ui/table/files";
import { Toolbar, Totals } from "@/ui/table/Toolbar";

import { CoffeeBoard } from "./coffee/CoffeeBoard";
import styles from "./dashboard.module.css";
import { GasBoard } from "./gas/GasBoard";
import { useGasSheet } from "./gas/useGasSheet";

type Business = "gas" | "coffee";

/** Which businesses somebody's records are about. */
const BUSINESSES: Readonly<Record<string, readonly Business[]>> = {
  admin: ["gas", "coffee"],
  dispatcher: ["gas"],
  organiser: ["coffee"],
};

/** The day at a glance: few charts, all of them live, all of this device's own records. */
export default function DashboardScreen(): ReactNode {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const today = useToday();
  const { role } = useMe();
  const [params, setParams] = useSearchParams();
  const asked = params.get("day");
  const day = asked !== null && /^\d{4}-\d{2}-\d{2}$/.test(asked) ? asked : today;
  const offered = BUSINESSES[role] ?? ["gas"];
  const business = offered.find((one) => one === params.get("of")) ?? offered[0] ?? "gas";
  const set = useCallback(
    (name: string, value: string | null) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (value === null) next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  const goTo = (to: string): void => set("day", to === today ? null : to);
  return (
    <div className={styles.screen}>
      <Toolbar
        title={day === today ? t("today") : t("day")}
        actions={business === "gas" ? <GasFile day={day} /> : null}
      >
        <span className={styles.stepper}>
          <IconButton
            label={t("day-before")}
            kind="outline"
            onPress={() => goTo(dayAfter(day, -1))}
          >
            <ChevronLeft aria-hidden size="1.25em" />
          </IconButton>
          <span className={styles.dayName}>{format.day(day)}</span>
          <IconButton label={t("day-after")} kind="outline" onPress={() => goTo(dayAfter(day, 1))}>
            <ChevronRight aria-hidden size="1.25em" />
          </IconButton>
        </span>
        {day === today ? null : (
          <Button kind="plain" onPress={() => goTo(today)}>
            {t("to-today")}
          </Button>
        )}
        {offered.length > 1 ? (
          <Select
            label={t("business")}
            hidesLabel
            options={offered.map((one) => ({ value: one, label: t(`business-of.${one}`) }))}
            value={business}
            onChange={(value) => set("of", value === offered[0] ? null : value)}
          />
        ) : null}
        <Totals>
          <AsOf />
        </Totals>
      </Toolbar>
      <div className={styles.scroll}>
        {business === "gas" ? <GasBoard day={day} /> : <CoffeeBoard day={day} />}
      </div>
    </div>
  );
}

const NOW_EVERY_MS = 15_000;

/** How fresh all this is: up to now while there is contact, as of the last one otherwise. */
function AsOf(): ReactNode {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const stats = useStats();
  const now = useNow(NOW_EVERY_MS);
  if (stats === undefined) return null;
  const { link, last } = stats.contact;
  if (link === "live" || link === "online") return t("as-of-now", { time: format.time(now) });
  if (last === 0) return <State of="no-contact">{t("never-heard")}</State>;
  return <State of="no-contact">{t("as-of", { time: format.dateTime(last) })}</State>;
}

function GasFile({ day }: { readonly day: string }): ReactNode {
  const { t } = useTranslation("dashboard");
  const sheets = useGasSheet(day);
  return (
    <Button
      icon={<Download aria-hidden size="1em" />}
      isDisabled={sheets === null}
      onPress={() => {
        if (sheets !== null) void saveXlsx(t("file", { day }), sheets());
      }}
    >
      XLSX
    </Button>
  );
}
