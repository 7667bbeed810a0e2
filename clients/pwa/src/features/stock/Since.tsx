import { useTranslation } from "react-i18next";

import { useFormat, useOutbox } from "@/app/data";
import type { Doc } from "@/generated/entities";

import { type Counted, sinceCount } from "./counted";
import styles from "./Since.module.css";
import { useAmounts } from "./units";

/** So many of this device's latest writes are looked through: more than a day's. */
const LOOKED_THROUGH = 1_000;

interface SinceProps {
  readonly shelf: Doc<"inventory_item">;
  readonly last: Counted;
}

/** How the expected figure came about since this tablet's last count. */
export function Since({ shelf, last }: SinceProps) {
  const { t } = useTranslation("stock");
  const format = useFormat();
  const amounts = useAmounts(shelf);
  const lines = useOutbox(LOOKED_THROUGH);
  const since = sinceCount(shelf, last, lines ?? []);
  return (
    <dl className={styles.sum}>
      {since !== null && (
        <>
          <dt>{t("since.counted", { time: format.time(since.at) })}</dt>
          <dd>{amounts.words(since.figure)}</dd>
          <dt>{t("since.here")}</dt>
          <dd>{amounts.change(since.here)}</dd>
          <dt>{t("since.elsewhere")}</dt>
          <dd>{amounts.change(since.elsewhere)}</dd>
        </>
      )}
      <dt className={styles.now}>{t("since.now")}</dt>
      <dd className={styles.now}>
        <b className={styles.figure}>{amounts.digits(shelf.stock)}</b> {amounts.unit}
      </dd>
      {shelf.stock < 0 && <dd className={styles.below}>{t("since.below")}</dd>}
    </dl>
  );
}
