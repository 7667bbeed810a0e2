import type { MouseEvent, ReactNode } from "react";

import { classes } from "@/ui/classes";

import type { Column, Spot } from "./columns";
import styles from "./table.module.css";

/** What a row needs to be drawn. `index`: its place among all rows, from 0. */
export interface RowProps<R> {
  readonly domId: string;
  readonly row: R;
  readonly index: number;
  readonly columns: readonly Column<R>[];
  readonly cards: boolean;
  /** A card whose parts stand below each other. */
  readonly tall: boolean;
  readonly top: number;
  readonly height: number;
  readonly tracks: string;
  readonly isActive: boolean;
  readonly isCurrent: boolean;
  /** Whether it is picked; undefined where rows cannot be picked. */
  readonly picked: boolean | undefined;
  readonly pickLabel: string;
  readonly onPick: (stretch: boolean) => void;
  readonly onOpen: () => void;
}

const LINES: readonly (readonly [Spot, Spot])[] = [
  ["title", "mark"],
  ["line", "figure"],
];

/** One row: cells beside each other, or a card of two lines. */
export function Row<R>(props: RowProps<R>): ReactNode {
  const { columns, cards, row, picked } = props;
  return (
    <div
      role="row"
      id={props.domId}
      aria-rowindex={props.index + 2}
      aria-selected={picked}
      aria-current={props.isCurrent ? "true" : undefined}
      className={classes(styles.row, cards && styles.card)}
      data-active={props.isActive || undefined}
      data-current={props.isCurrent || undefined}
      data-tall={props.tall || undefined}
      data-picked={picked === true || undefined}
      style={{
        transform: `translateY(${props.top}px)`,
        height: props.height,
        ...(cards ? {} : { gridTemplateColumns: props.tracks }),
      }}
      onClick={props.onOpen}
    >
      {picked === undefined ? null : (
        <PickCell label={props.pickLabel} picked={picked} onPick={props.onPick} />
      )}
      {cards ? (
        <div role="none" className={styles.lines}>
          {LINES.map(([start, end]) => (
            <div role="none" className={styles.cardLine} key={start}>
              <div role="none" className={styles.cardStart}>
                {cells(columns, row, start)}
              </div>
              <div role="none" className={styles.cardEnd}>
                {cells(columns, row, end)}
              </div>
            </div>
          ))}
        </div>
      ) : (
        cells(columns, row)
      )}
    </div>
  );
}

function cells<R>(columns: readonly Column<R>[], row: R, spot?: Spot): ReactNode {
  return columns
    .filter((column) => spot === undefined || column.spot === spot)
    .map((column) => (
      <div
        role="gridcell"
        key={column.id}
        className={classes(styles.cell, column.align === "end" && styles.end)}
        data-spot={column.spot}
      >
        {column.cell(row)}
      </div>
    ));
}

function PickCell(props: {
  readonly label: string;
  readonly picked: boolean;
  readonly onPick: (stretch: boolean) => void;
}): ReactNode {
  const press = (event: MouseEvent): void => {
    event.stopPropagation();
    if (event.target instanceof HTMLInputElement) props.onPick(event.shiftKey);
  };
  return (
    <div role="gridcell" className={styles.pick}>
      <label className={styles.pickTarget} onClick={press}>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={props.label}
          checked={props.picked}
          onChange={() => undefined}
        />
      </label>
    </div>
  );
}
