import { useCallback } from "react";
import { GridList } from "react-aria-components/GridList";
import type { Selection } from "react-aria-components/GridList";
import { useTranslation } from "react-i18next";

import type { Column, StopRow } from "../board/model";
import { useBoardView } from "../BoardContext";
import styles from "./StopList.module.css";
import { StopLine } from "./StopLine";
import { useLineWords } from "./useLineWords";
import { useStopDrag } from "./useStopDrag";

interface StopListProps {
  readonly column: Column;
  readonly shown: readonly StopRow[];
}

const NOTHING: ReadonlySet<string> = new Set();

/** The stops of a route that are in sight: chosen, dragged and dropped here. */
export function StopList({ column, shown }: StopListProps) {
  const { t } = useTranslation("dispatch");
  const { chosen, choose, ask, mayDispatch } = useBoardView();
  const words = useLineWords();
  const dragAndDropHooks = useStopDrag(column);
  const open = useCallback(
    (row: StopRow) => {
      ask({ about: "task", task: row });
    },
    [ask],
  );
  return (
    <GridList
      aria-label={t("route.stops", { route: column.badge })}
      className={styles.list}
      items={shown}
      dependencies={[words, open, mayDispatch]}
      selectionMode="multiple"
      selectionBehavior="replace"
      disallowTypeAhead
      selectedKeys={chosen.list === column.id ? chosen.ids : NOTHING}
      onSelectionChange={(keys) => {
        choose(column.id, idsIn(keys, shown));
      }}
      {...(mayDispatch ? { dragAndDropHooks } : {})}
    >
      {(row) => <StopLine row={row} load={words(row.order)} isFixed={!mayDispatch} onOpen={open} />}
    </GridList>
  );
}

/** "All" is what is in sight. */
export function idsIn(keys: Selection, all: readonly { readonly id: string }[]): Set<string> {
  return new Set(keys === "all" ? all.map((one) => one.id) : [...keys].map(String));
}
