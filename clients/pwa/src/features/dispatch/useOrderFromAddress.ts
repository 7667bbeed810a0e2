import { useEffect, useEffectEvent } from "react";

import type { Task } from "./board/model";
import { UNASSIGNED, type BoardView } from "./BoardContext";
import { revealRow } from "./revealRow";
import type { Address } from "./useAddress";

/** Whoever comes from an order finds it chosen and opened, wherever it stands on the board. */
export function useOrderFromAddress(view: BoardView | null, address: Address): void {
  const { order } = address;
  const found = order === null || view === null ? undefined : taskOf(view, order);
  const show = useEffectEvent((task: Task) => {
    const list = task.kind === "stop" ? task.stop.route : UNASSIGNED;
    address.foundOrder(list);
    view?.choose(list, new Set([task.id]));
    revealRow(list, task.id);
    view?.ask({ about: "task", task });
  });
  const id = found?.id;
  useEffect(() => {
    if (found !== undefined) show(found);
    // Once for each that is asked for, however the board changes meanwhile.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id]);
}

function taskOf({ board }: BoardView, order: string): Task | undefined {
  const rows = board.columns.flatMap((column): readonly Task[] => column.rows);
  return [...board.cards, ...rows].findLast((task) => task.order?.id === order);
}
