import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";

import { classes } from "@/ui/classes";

import type { Column, Sorting } from "./columns";
import styles from "./table.module.css";

interface HeadProps<R> {
  readonly columns: readonly Column<R>[];
  readonly tracks: string;
  readonly sorting: Sorting | null;
  readonly onSort: ((by: string) => void) | undefined;
  /** How much of the rows is picked; undefined where rows cannot be picked. */
  readonly picked: "none" | "some" | "all" | undefined;
  readonly pickAllLabel: string;
  readonly onPickAll: () => void;
}

/** The head: it stays while the rows scroll beneath it. */
export function Head<R>(props: HeadProps<R>): ReactNode {
  const { picked } = props;
  return (
    <div role="rowgroup" className={styles.head}>
      <div
        role="row"
        aria-rowindex={1}
        className={styles.headRow}
        style={{ gridTemplateColumns: props.tracks }}
      >
        {picked === undefined ? null : (
          <div role="columnheader" className={styles.pick}>
            <label className={styles.pickTarget}>
              <input
                type="checkbox"
                aria-label={props.pickAllLabel}
                checked={picked === "all"}
                ref={(input) => {
                  if (input) input.indeterminate = picked === "some";
                }}
                onChange={props.onPickAll}
              />
            </label>
          </div>
        )}
        {props.columns.map((column) => (
          <HeadCell key={column.id} column={column} sorting={props.sorting} onSort={props.onSort} />
        ))}
      </div>
    </div>
  );
}

function HeadCell<R>(props: {
  readonly column: Column<R>;
  readonly sorting: Sorting | null;
  readonly onSort: ((by: string) => void) | undefined;
}): ReactNode {
  const { column, onSort } = props;
  const sorting = props.sorting?.by === column.id ? props.sorting : null;
  const name = classes(styles.headCell, column.align === "end" && styles.end);
  if (column.sortable !== true || onSort === undefined) {
    return (
      <div role="columnheader" className={name}>
        <span className={styles.headText}>{column.title}</span>
      </div>
    );
  }
  const Arrow = sorting?.descending === true ? ArrowDown : ArrowUp;
  return (
    <div
      role="columnheader"
      className={name}
      aria-sort={sorting === null ? "none" : sorting.descending ? "descending" : "ascending"}
    >
      <button type="button" className={styles.sort} onClick={() => onSort(column.id)}>
        <span className={styles.headText}>{column.title}</span>
        {sorting === null ? null : <Arrow aria-hidden size="1em" />}
      </button>
    </div>
  );
}
