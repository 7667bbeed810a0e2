import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
} from "react";

import { CARDS_BELOW, type Column, columnsFor, type Sorting, turned } from "./columns";
import { Head } from "./Head";
import { Row } from "./Row";
import { allOrNone, NOTHING, type Selection } from "./selection";
import styles from "./table.module.css";
import { useActiveRow } from "./useActiveRow";
import { useSize } from "./useSize";

const ROW_REM = 2.5;
const TOUCH_ROW_REM = 3;
const CARD_REM = 4.25;
/** Narrower than this (rem: a phone with twice the text) a card stands its parts below each other. */
const TALL_BELOW = 18;
const TALL_REM = 8;
/** So many rows before the end of what is loaded, more is asked for. */
const AHEAD = 40;

/** What a screen may do with a table: hand it the keys that were pressed around it. */
export interface TableHandle {
  press(event: KeyboardEvent): void;
  focus(): void;
}

export interface DataTableProps<R> {
  /** The table's name for a screen reader. */
  readonly label: string;
  readonly columns: readonly Column<R>[];
  /** The rows that are loaded, in order. */
  readonly rows: readonly R[];
  readonly idOf: (row: R) => string;
  /** What a row is called when it is picked. */
  readonly nameOf: (row: R) => string;
  /** How many rows there are, where not all of them are loaded. */
  readonly total?: number;
  /** The end of what is loaded is near. */
  readonly onEnd?: () => void;
  readonly sorting?: Sorting | null;
  readonly onSort?: (sorting: Sorting) => void;
  readonly selection?: Selection;
  readonly onSelect?: (selection: Selection) => void;
  readonly pickAllLabel?: string;
  /** The row whose detail is open beside the table. */
  readonly current?: string | null;
  readonly onOpen?: (row: R) => void;
  /** The keyboard went to another row while a detail is open. */
  readonly onMove?: (row: R) => void;
  readonly onEdit?: (row: R) => void;
  readonly onFilter?: () => void;
  readonly onClear?: () => void;
  readonly ref?: Ref<TableHandle>;
}

/**
 * A dense table that is worked by keyboard and draws only the rows in sight.
 *
 * `j k ↑ ↓ PageUp PageDown Home End` move, `Enter` opens, `e` edits, `x` or space picks (with shift
 * a stretch), `Ctrl A` picks all, `/` goes to the filter, `Esc` lets go. Where it is narrow, each
 * row is a card of two lines.
 */
export function DataTable<R>(props: DataTableProps<R>): ReactNode {
  const { rows, idOf, selection, onSelect, onEnd } = props;
  const frame = useRef<HTMLDivElement>(null);
  const { width, height: high, rem, coarse } = useSize(frame);
  const domId = useId();
  const cards = width < CARDS_BELOW;
  const columns = columnsFor(props.columns, width);
  const tall = cards && width < TALL_BELOW;
  const height = rem * (tall ? TALL_REM : cards ? CARD_REM : coarse ? TOUCH_ROW_REM : ROW_REM);
  // What it gives changes with every scroll, which is what it is for.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : idOf(row);
    },
    overscan: 12,
    // The head lies over the first row otherwise.
    scrollPaddingStart: cards ? 0 : rem * (coarse ? TOUCH_ROW_REM : ROW_REM),
    initialRect: { width: 1024, height: 768 },
  });
  useEffect(() => virtual.measure(), [virtual, height]);

  const { active, press, pick } = useActiveRow(props, (index) => virtual.scrollToIndex(index));
  useImperativeHandle(props.ref, () => ({
    press,
    focus: () => frame.current?.focus({ preventScroll: true }),
  }));

  // Where the room changes (a bar comes up, a detail opens), the row stays in sight.
  useEffect(() => {
    if (active !== null) virtual.scrollToIndex(active);
    // Only when the room changes: rows that come and go must not move what somebody looks at.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [high]);

  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const isShort = props.total !== undefined && rows.length < props.total;
  useEffect(() => {
    if (isShort && last >= rows.length - AHEAD) onEnd?.();
  }, [isShort, last, rows.length, onEnd]);

  const picks = selection !== undefined;
  const tracks = [
    picks ? (coarse ? "2.75rem" : "2.5rem") : "",
    ...columns.map((column) => column.track),
  ].join(" ");
  const activeRow = active === null ? undefined : items.find((item) => item.index === active);
  return (
    <div
      ref={frame}
      role="grid"
      aria-label={props.label}
      aria-rowcount={(props.total ?? rows.length) + 1}
      aria-colcount={columns.length + (picks ? 1 : 0)}
      aria-multiselectable={picks || undefined}
      aria-activedescendant={activeRow === undefined ? undefined : `${domId}${activeRow.key}`}
      tabIndex={0}
      className={styles.grid}
      data-active={activeRow === undefined ? undefined : true}
      onKeyDown={press}
    >
      {cards ? null : (
        <Head
          columns={columns}
          tracks={tracks}
          sorting={props.sorting ?? null}
          onSort={
            props.onSort === undefined
              ? undefined
              : (by) => props.onSort?.(turned(props.sorting ?? null, by))
          }
          picked={picks ? share(selection, rows.length) : undefined}
          pickAllLabel={props.pickAllLabel ?? ""}
          onPickAll={() => onSelect?.(allOrNone(selection ?? NOTHING, rows.map(idOf)))}
        />
      )}
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const id = idOf(row);
          return (
            <Row
              key={item.key}
              domId={`${domId}${item.key}`}
              row={row}
              index={item.index}
              columns={columns}
              cards={cards}
              tall={tall}
              top={item.start}
              height={height}
              tracks={tracks}
              isActive={item.index === active}
              isCurrent={props.current === id}
              picked={selection?.has(id)}
              pickLabel={props.nameOf(row)}
              onPick={(stretch) => pick(item.index, stretch)}
              onOpen={() => {
                pick(item.index, false, false);
                props.onOpen?.(row);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

function share(selection: Selection, all: number): "none" | "some" | "all" {
  if (selection.size === 0) return "none";
  return selection.size >= all ? "all" : "some";
}
