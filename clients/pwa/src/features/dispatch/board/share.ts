import type { Board, Column, OrderCard, StopRow } from "./model";

/**
 * The new board, with what is equal taken over from the one before: lists draw again only what is
 * another object.
 */
export function shareWith(before: Board | undefined, board: Board): Board {
  if (before === undefined) return board;
  const columns = new Map(before.columns.map((column) => [column.id, column]));
  return {
    ...board,
    cards: sharedList(before.cards, board.cards),
    columns: board.columns.map((column) => sharedColumn(columns.get(column.id), column)),
  };
}

function sharedColumn(before: Column | undefined, column: Column): Column {
  if (before === undefined) return column;
  const contact = isSame(before.contact, column.contact) ? before.contact : column.contact;
  const next = { ...column, contact, rows: sharedList(before.rows, column.rows) };
  return isSame(before, next) ? before : next;
}

function sharedList<T extends OrderCard | StopRow>(
  before: readonly T[],
  list: readonly T[],
): readonly T[] {
  const known = new Map(before.map((one) => [one.id, one]));
  const next = list.map((one) => {
    const same = known.get(one.id);
    return same !== undefined && isSame(same, one) ? same : one;
  });
  const isWhole = next.length === before.length && next.every((one, i) => one === before[i]);
  return isWhole ? before : next;
}

function isSame<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys(b) as (keyof T)[];
  return keys.length === Object.keys(a).length && keys.every((key) => a[key] === b[key]);
}
