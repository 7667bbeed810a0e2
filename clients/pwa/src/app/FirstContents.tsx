import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Card } from "@/ui/Card";
import { Flag } from "@/ui/Flag";
import { Main } from "@/ui/Main";
import { State } from "@/ui/State";

import { useFormat, useMe, useStats } from "./data";
import styles from "./FirstContents.module.css";
import { LoadingPage } from "./LoadingPage";

/** Waits with the screens until the first of the organisation's records are here: before that,
 * every list would look empty and mean nothing. What is here already is shown while the rest comes. */
export function FirstContents({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation("shell");
  const stats = useStats();
  const format = useFormat();
  const me = useMe();
  if (stats === undefined) return <LoadingPage />;
  // The people come with the first page; the person's own record tells that it has arrived.
  const records = stats.records ?? 0;
  if (stats.complete || (records > 0 && me.person !== undefined)) return children;
  const isLost = stats.contact.tell;
  return (
    <Main className={styles.page}>
      <Card className={styles.card ?? ""}>
        <Flag className={styles.flag} />
        <h1 className={styles.title}>{t("first.title")}</h1>
        <p className={styles.why}>{t("first.why")}</p>
        {isLost ? (
          <State of="no-contact">{t("first.no-contact")}</State>
        ) : (
          <p className={styles.count} role="status">
            {t("first.records", { count: records, figure: format.number(records) })}
          </p>
        )}
      </Card>
    </Main>
  );
}
