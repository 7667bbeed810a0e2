import { useDragAndDrop, type DragAndDropHooks } from "react-aria-components/useDragAndDrop";

import { firstFree, isOpen, type Column, type StopRow } from "../board/model";
import { tasksOf, useBoardView } from "../BoardContext";
import { DropSlot } from "./DropSlot";
import { dragItems, droppedIds, TASK } from "./tasks";

/** What dragging does in a route's list: stops leave it, and tasks are put in at a place. */
export function useStopDrag(column: Column): DragAndDropHooks<StopRow> {
  const { board, dispatching, drag } = useBoardView();
  const free = firstFree(column.rows);

  const placeOf = (key: unknown, position: string): number => {
    const row = column.rows.findIndex((one) => one.id === key);
    const at = position === "after" ? row + 1 : row;
    return Math.max(at, free);
  };

  const { dragAndDropHooks } = useDragAndDrop<StopRow>({
    getItems: (_keys, rows) => dragItems(rows.filter(isOpen)),
    acceptedDragTypes: [TASK],
    getDropOperation: (target) => {
      if (target.type === "root") return "move";
      if (target.dropPosition === "on") return "cancel";
      // What is done stays done: nothing can be put before it.
      const row = column.rows.findIndex((one) => one.id === target.key);
      return (target.dropPosition === "after" ? row + 1 : row) >= free ? "move" : "cancel";
    },
    renderDropIndicator: (target) => <DropSlot target={target} column={column} />,
    onDragStart: ({ keys }) => {
      drag(column.rows.filter((row) => keys.has(row.id)));
    },
    onDragEnd: () => {
      drag([]);
    },
    onReorder: ({ keys, target }) => {
      const rows = column.rows.filter((row) => keys.has(row.id));
      dispatching.place(column, placeOf(target.key, target.dropPosition), rows);
    },
    onInsert: ({ items, target }) => {
      void droppedIds(items).then((ids) => {
        const at = placeOf(target.key, target.dropPosition);
        dispatching.place(column, at, tasksOf(board, new Set(ids)));
      });
    },
    onRootDrop: ({ items }) => {
      void droppedIds(items).then((ids) => {
        dispatching.place(column, column.rows.length, tasksOf(board, new Set(ids)));
      });
    },
  });
  return dragAndDropHooks;
}
