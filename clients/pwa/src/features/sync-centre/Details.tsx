import { useTranslation } from "react-i18next";

import { useFormat, useReplica } from "@/app/data";
import { useDevice } from "@/app/device";
import type { Stats } from "@/replica/api";
import { Card } from "@/ui/Card";
import { VERSION } from "@/version";

import styles from "./Details.module.css";

/** What somebody asks for on the phone who is helping. */
export function Details({ stats }: { readonly stats: Stats }) {
  const { t } = useTranslation("sync-centre");
  const { identity } = useReplica();
  const format = useFormat();
  const figures = useDevice().figures();
  const lines: readonly (readonly [string, string])[] = [
    ["version", VERSION],
    ["device", identity?.name ?? ""],
    ["replica", identity?.replica ?? ""],
    ["organisation", identity?.organisation.name ?? ""],
    ["records", stats.records === null ? "…" : format.number(stats.records)],
    ["conflicts", format.number(stats.conflicts)],
    ["requests", format.number(figures.requests)],
    ["failed", format.number(figures.failed)],
    ["retries", format.number(figures.retries)],
    [
      "traffic",
      t("details.up-down", {
        up: format.bytes(figures.sent),
        down: format.bytes(figures.received),
      }),
    ],
    [
      "latency",
      figures.median === null
        ? "–"
        : t("details.ms", {
            median: Math.round(figures.median),
            slow: Math.round(figures.slow ?? 0),
          }),
    ],
  ];
  return (
    <Card>
      <details>
        <summary className={styles.summary}>{t("details.title")}</summary>
        <dl className={styles.lines}>
          {lines.map(([key, value]) => (
            <div key={key} className={styles.line}>
              <dt>{t(`details.${key}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Card>
  );
}
