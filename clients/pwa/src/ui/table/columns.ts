import type { ReactNode } from "react";

/** Where a cell stands when the table is too narrow for columns and each row becomes a card of two
 * lines: the first line begins with the title and ends with the mark, the second begins with the
 * line and ends with the figure. */
export type Spot = "title" | "mark" | "line" | "figure" | "none";

/** One column of a table. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** The width, as a track of a CSS grid. */
  readonly track: string;
  readonly spot: Spot;
  readonly align?: "end";
  readonly sortable?: boolean;
  /** The table's width (rem) from which on the column is shown. */
  readonly from?: number;
}

/** By which column rows are sorted, and which way round. */
export interface Sorting {
  readonly by: string;
  readonly descending: boolean;
}

/** Narrower than this (rem) a table shows cards. */
export const CARDS_BELOW = 34;

/** The columns that a table of this width (rem) shows. */
export function columnsFor<Row>(
  columns: readonly Column<Row>[],
  width: number,
): readonly Column<Row>[] {
  if (width < CARDS_BELOW) return columns.filter((column) => column.spot !== "none");
  return columns.filter((column) => (column.from ?? 0) <= width);
}

/** The order after a press on a column's head: upwards, downwards, upwards again. */
export function turned(sorting: Sorting | null, by: string): Sorting {
  return { by, descending: sorting?.by === by ? !sorting.descending : false };
}
