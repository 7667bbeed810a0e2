import { useDragAndDrop, type DragAndDropHooks } from "react-aria-components/useDragAndDrop";

import type { OrderCard, StopRow } from "../board/model";
import { tasksOf, useBoardView } from "../BoardContext";
import { dragItems, droppedIds, TASK } from "./tasks";

/** What dragging does among the orders without a route: they leave it, and stops come back. */
export function useCardDrag(): DragAndDropHooks<OrderCard> {
  const { board, dispatching, drag } = useBoardView();
  const { dragAndDropHooks } = useDragAndDrop<OrderCard>({
    getItems: (_keys, cards) => dragItems(cards),
    acceptedDragTypes: [TASK],
    // They stand by urgency, not where somebody puts them.
    getDropOperation: (target) => (target.type === "root" ? "move" : "cancel"),
    onDragStart: ({ keys }) => {
      drag(board.cards.filter((card) => keys.has(card.id)));
    },
    onDragEnd: () => {
      drag([]);
    },
    onRootDrop: ({ items }) => {
      void droppedIds(items).then((ids) => {
        const rows = tasksOf(board, new Set(ids)).filter(
          (task): task is StopRow => task.kind === "stop",
        );
        if (rows.length > 0) dispatching.takeOff(rows);
      });
    },
  });
  return dragAndDropHooks;
}
