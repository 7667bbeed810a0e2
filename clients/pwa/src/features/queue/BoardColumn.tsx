import { type ReactNode, useId, useRef } from "react";
import { ArrowDown } from "lucide-react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";

import type { Column } from "./board";
import styles from "./BoardColumn.module.css";
import { useBelow } from "./useBelow";

interface BoardColumnProps {
  readonly column: Column;
  readonly title: string;
  /** What a tap does here. */
  readonly how: string;
  readonly count: number;
  /** On a narrow screen only the chosen column is in sight. */
  readonly isChosen: boolean;
  /** Shown instead of the list where it is empty. */
  readonly empty: ReactNode;
  readonly children: ReactNode;
}

/** A column of the board. It scrolls by itself and says how many cards lie below. */
export function BoardColumn(props: BoardColumnProps) {
  const { column, title, how, count, isChosen, empty, children } = props;
  const { t } = useTranslation("queue");
  const heading = useId();
  const list = useRef<HTMLUListElement>(null);
  const below = useBelow(list, count);
  return (
    <section
      className={styles.column}
      data-column-of={column}
      data-chosen={isChosen ? "" : undefined}
      aria-labelledby={heading}
    >
      <header className={styles.head}>
        <h2 className={styles.title} id={heading}>
          {title} <b className={styles.count}>{count}</b>
        </h2>
        {below > 0 ? (
          <Button
            kind="plain"
            size="touch"
            icon={<ArrowDown aria-hidden="true" />}
            onPress={() => list.current?.scrollBy({ top: list.current.clientHeight * 0.8 })}
          >
            {t("below", { count: below })}
          </Button>
        ) : (
          count > 0 && <span className={styles.how}>{how}</span>
        )}
      </header>
      {count === 0 ? (
        empty
      ) : (
        <ul className={styles.list} ref={list}>
          {children}
        </ul>
      )}
    </section>
  );
}
