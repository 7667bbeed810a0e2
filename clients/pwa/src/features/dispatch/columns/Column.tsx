import { memo, useState } from "react";
import { useTranslation } from "react-i18next";

import { Empty } from "@/ui/Empty";

import type { Column as RouteColumn, StopRow } from "../board/model";
import { useBoardView } from "../BoardContext";
import styles from "./Column.module.css";
import { ColumnHead } from "./ColumnHead";
import { fold, runOf } from "./fold";
import { FoldButton } from "./FoldButton";
import { StopList } from "./StopList";

/** One route of the day, from its first stop to its last. */
export const Column = memo(function Column({ column }: { readonly column: RouteColumn }) {
  const { t } = useTranslation("dispatch");
  const { chosen } = useBoardView();
  const [showsDone, setShowsDone] = useState(false);
  const [showsRest, setShowsRest] = useState(false);
  const chosenHere = chosen.list === column.id ? chosen.ids : null;
  const holds = (rows: readonly StopRow[]): boolean =>
    chosenHere !== null && rows.some((row) => chosenHere.has(row.id));
  const folded = fold(column.rows, true, true);
  const opensDone = showsDone || holds(folded.done);
  const opensRest = showsRest || holds(folded.rest);
  const { shown } = fold(column.rows, opensDone, opensRest);
  return (
    <section
      className={styles.column}
      data-contact={column.contact.is}
      data-list={column.id}
      data-testid="route-column"
      data-route={column.id}
      aria-label={t("route.label", { route: column.badge, driver: column.driver?.name ?? "" })}
    >
      <ColumnHead column={column} />
      {folded.done.length > 0 && (
        <FoldButton
          isOpen={opensDone}
          onToggle={() => {
            setShowsDone(!opensDone);
          }}
        >
          <DoneWords rows={folded.done} />
          <DueWords rows={column.rows} />
        </FoldButton>
      )}
      <div className={styles.scroll}>
        <StopList column={column} shown={shown} />
        {column.rows.length === 0 && (
          <Empty title={t("route.empty")}>
            <span className={styles.how}>{t("route.empty-how")}</span>
            <span className={styles.howTouch}>{t("route.empty-how-touch")}</span>
          </Empty>
        )}
        {folded.rest.length > 0 && (
          <FoldButton
            isOpen={opensRest}
            onToggle={() => {
              setShowsRest(!opensRest);
            }}
          >
            {t("fold.rest", { count: folded.rest.length })}
          </FoldButton>
        )}
      </div>
    </section>
  );
});

function DoneWords({ rows }: { readonly rows: readonly StopRow[] }) {
  const { t } = useTranslation("dispatch");
  const run = runOf(rows);
  return run === null ? (
    <span>{t("fold.done", { count: rows.length })}</span>
  ) : (
    <span>{t("fold.done-run", { first: run[0], last: run[1] })}</span>
  );
}

/** What should be done by now where nobody can say whether it is. */
function DueWords({ rows }: { readonly rows: readonly StopRow[] }) {
  const { t } = useTranslation("dispatch");
  const due = rows.filter((row) => row.standing === "due");
  return due.length === 0 ? null : <span>{t("fold.due", { count: due.length })}</span>;
}
