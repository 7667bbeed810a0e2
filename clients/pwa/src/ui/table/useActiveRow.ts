import { type KeyboardEvent, useRef, useState } from "react";

import type { DataTableProps } from "./DataTable";
import { isTyping, strokeOf } from "./keys";
import { allOrNone, NOTHING, stretched, toggled } from "./selection";

interface ActiveRow {
  /** The place of the row that the keyboard stands on, or null where it stands on none yet. */
  readonly active: number | null;
  readonly press: (event: KeyboardEvent) => void;
  /** Goes to a row, and picks it (a stretch: all from where it last was). */
  readonly pick: (index: number, stretch: boolean, change?: boolean) => void;
}

/** The row that the keyboard stands on, and what keys do from there. The row is remembered by its
 * id: when rows come and go above it, it stays the same. */
export function useActiveRow<R>(
  props: DataTableProps<R>,
  reveal: (index: number) => void,
): ActiveRow {
  const { rows, idOf, selection, onSelect } = props;
  const [activeId, setActiveId] = useState<string | null>(null);
  const anchor = useRef<string | null>(null);
  const seat = activeId ?? props.current ?? null;
  const found = seat === null ? -1 : rows.findIndex((row) => idOf(row) === seat);
  const active = found < 0 ? null : found;

  const pick = (index: number, stretch: boolean, change = true): void => {
    const row = rows[index];
    if (row === undefined) return;
    const id = idOf(row);
    setActiveId(id);
    if (change && selection !== undefined && onSelect !== undefined) {
      onSelect(
        stretch ? stretched(selection, rows.map(idOf), anchor.current, id) : toggled(selection, id),
      );
    }
    anchor.current = id;
  };

  const goTo = (index: number, stretch: boolean): void => {
    const target = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[target];
    if (row === undefined) return;
    if (stretch && selection !== undefined) {
      anchor.current ??= active === null ? null : idOf(rows[active] ?? row);
      onSelect?.(stretched(selection, rows.map(idOf), anchor.current, idOf(row)));
    } else {
      anchor.current = idOf(row);
    }
    setActiveId(idOf(row));
    reveal(target);
    if (props.current !== null && props.current !== undefined) props.onMove?.(row);
  };

  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || isTyping(event)) return;
    const stroke = strokeOf(event);
    if (stroke === null) return;
    const row = active === null ? undefined : rows[active];
    switch (stroke.do) {
      case "move":
        goTo(active === null ? 0 : active + stroke.by, stroke.stretch);
        break;
      case "first":
        goTo(0, false);
        break;
      case "last":
        goTo(rows.length - 1, false);
        break;
      case "open":
        if (row === undefined || isControl(event)) return;
        props.onOpen?.(row);
        break;
      case "edit":
        if (row === undefined) return;
        props.onEdit?.(row);
        break;
      case "pick":
        if (active === null || (event.key === " " && isControl(event))) return;
        pick(active, event.shiftKey);
        break;
      case "all":
        if (selection === undefined) return;
        onSelect?.(allOrNone(NOTHING, rows.map(idOf)));
        break;
      case "filter":
        props.onFilter?.();
        break;
      case "clear":
        if (selection !== undefined && selection.size > 0) onSelect?.(NOTHING);
        else props.onClear?.();
        break;
    }
    event.preventDefault();
  };

  return { active, press, pick };
}

/** Whether a button, link or box has the focus: Enter and space are its own. */
function isControl(event: KeyboardEvent): boolean {
  return (event.target as HTMLElement).closest("button, a, input") !== null;
}
