import { createContext, use } from "react";

import type { Board, Column, StopRow, Task } from "./board/model";
import type { Dispatching } from "./useDispatching";

/** What is chosen: tasks of one list, a route's or those without one. */
export interface Chosen {
  /** A route's id, or `unassigned`. */
  readonly list: string;
  readonly ids: ReadonlySet<string>;
  /** One by one with a key: then it does not follow the focus. */
  readonly isMarked: boolean;
}

/** The list of orders without a route. */
export const UNASSIGNED = "unassigned";

/** A question that is open over the board. */
export type Asking =
  | { readonly about: "place"; readonly tasks: readonly Task[] }
  | { readonly about: "task"; readonly task: Task }
  | { readonly about: "route"; readonly column: Column | null }
  | { readonly about: "message"; readonly column: Column | null };

/** What all parts of the board share. */
export interface BoardView {
  readonly board: Board;
  readonly dispatching: Dispatching;
  /** Whether the present person may change routes. */
  readonly mayDispatch: boolean;
  readonly chosen: Chosen;
  readonly choose: (list: string, ids: ReadonlySet<string>, isMarked?: boolean) => void;
  /** What is under way with the mouse, a finger or the keyboard. */
  readonly dragged: readonly Task[];
  readonly drag: (tasks: readonly Task[]) => void;
  readonly ask: (asking: Asking) => void;
}

const BoardContext = createContext<BoardView | null>(null);

export const BoardProvider = BoardContext.Provider;

export function useBoardView(): BoardView {
  const view = use(BoardContext);
  if (view === null) throw new Error("a part of the board outside of it");
  return view;
}

/** The tasks with these ids, wherever they stand, in the order of the board. */
export function tasksOf(board: Board, ids: ReadonlySet<string>): readonly Task[] {
  const rows = board.columns.flatMap((column): readonly StopRow[] => column.rows);
  return [...board.cards, ...rows].filter((task) => ids.has(task.id));
}

/** The route on which a stop stands. */
export function columnOf(board: Board, task: Task): Column | undefined {
  return task.kind === "stop"
    ? board.columns.find((column) => column.id === task.stop.route)
    : undefined;
}
