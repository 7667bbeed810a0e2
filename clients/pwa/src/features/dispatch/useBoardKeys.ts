import type { KeyboardEvent } from "react";

import { firstFree, isOpen, type Column, type StopRow, type Task } from "./board/model";
import { columnOf, tasksOf, UNASSIGNED, type BoardView } from "./BoardContext";

/** What the arrows do has letters, too: hands stay where they write. */
const ARROWS: Readonly<Record<string, string>> = { j: "ArrowDown", k: "ArrowUp" };

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/**
 * The board's keys, for its capture phase: J and K walk a list, H and L the lists, X chooses, A and
 * M put on a route, U takes off, Shift with an arrow moves a stop by one.
 */
export function useBoardKeys(view: BoardView | null): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (view === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = (event.target as HTMLElement).closest<HTMLElement>("[role=row][data-key]");
    const list = row?.closest<HTMLElement>("[data-list]");
    const id = row?.dataset["key"];
    if (!row || !list || id === undefined) return;
    if (press(view, event, row, list, id)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
}

/** Whether the key meant something. */
function press(
  view: BoardView,
  event: KeyboardEvent<HTMLElement>,
  row: HTMLElement,
  list: HTMLElement,
  id: string,
): boolean {
  const listId = list.dataset["list"] ?? UNASSIGNED;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.shiftKey) {
    if (key !== "ArrowUp" && key !== "ArrowDown") return false;
    return view.mayDispatch && nudge(view, subjects(view, listId, id), key === "ArrowUp" ? -1 : 1);
  }
  const arrow = ARROWS[key];
  if (arrow !== undefined) return walk(view, row, arrow);
  if (key === "h" || key === "l") return cross(list, key === "h" ? -1 : 1);
  if (key === "x") return toggle(view, listId, id);
  if (!view.mayDispatch) return false;
  if (key === "a" || key === "m") return askPlace(view, subjects(view, listId, id));
  if (key === "Delete") return takeOff(view, subjects(view, listId, id));
  return false;
}

/** What a key is about: what is marked in this list or chosen with the row, else the row that it was pressed on. */
function subjects(view: BoardView, list: string, id: string): readonly Task[] {
  const { chosen, board } = view;
  const isMeant = chosen.list === list && (chosen.isMarked || chosen.ids.has(id));
  const ids = isMeant && chosen.ids.size > 0 ? chosen.ids : new Set([id]);
  return tasksOf(board, ids);
}

/** With the modifier that moves the focus alone, what is marked stays marked. */
function walk({ chosen }: BoardView, row: HTMLElement, key: string): boolean {
  const modifier = IS_APPLE ? { altKey: true } : { ctrlKey: true };
  row.dispatchEvent(
    new window.KeyboardEvent("keydown", {
      key,
      bubbles: true,
      cancelable: true,
      ...(chosen.isMarked && chosen.ids.size > 0 ? modifier : {}),
    }),
  );
  return true;
}

/** To the first row of the list beside, or the one that was last in use there. */
function cross(list: HTMLElement, by: -1 | 1): boolean {
  const lists = [...document.querySelectorAll<HTMLElement>("[data-list]")];
  let next = lists[lists.indexOf(list) + by];
  while (next !== undefined) {
    const row = next.querySelector<HTMLElement>("[role=row][data-key]");
    if (row !== null) {
      row.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
      return true;
    }
    next = lists[lists.indexOf(next) + by];
  }
  return true;
}

function toggle(view: BoardView, list: string, id: string): boolean {
  const { chosen } = view;
  const ids = new Set(chosen.list === list && chosen.isMarked ? chosen.ids : []);
  if (!ids.delete(id)) ids.add(id);
  view.choose(list, ids, true);
  return true;
}

function askPlace(view: BoardView, tasks: readonly Task[]): boolean {
  const movable = tasks.filter((task) => task.kind === "order" || isOpen(task));
  if (movable.length > 0) view.ask({ about: "place", tasks: movable });
  return true;
}

function takeOff(view: BoardView, tasks: readonly Task[]): boolean {
  const rows = tasks.filter((task): task is StopRow => task.kind === "stop" && isOpen(task));
  if (rows.length > 0) view.dispatching.takeOff(rows);
  return true;
}

/** Moves stops of one route by one place, not past what is done. */
function nudge(view: BoardView, tasks: readonly Task[], by: -1 | 1): boolean {
  const [first] = tasks;
  const column = first && columnOf(view.board, first);
  if (!first || !column) return false;
  const at = placeBeside(column, tasks, by);
  if (at !== null) view.dispatching.place(column, at, tasks);
  return true;
}

/** Before which row they come; null where there is no room on that side. */
export function placeBeside(column: Column, tasks: readonly Task[], by: -1 | 1): number | null {
  const places = tasks.map((task) => column.rows.findIndex((row) => row.id === task.id));
  const movable = tasks.every((task) => task.kind === "stop" && isOpen(task));
  if (!movable || places.includes(-1)) return null;
  if (by === -1) {
    const at = Math.min(...places) - 1;
    return at >= firstFree(column.rows) ? at : null;
  }
  const at = Math.max(...places) + 2;
  return at <= column.rows.length ? at : null;
}
