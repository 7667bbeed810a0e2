/** How tasks travel while they are dragged, also into another window of the app. */

import { isTextDropItem, type DropItem } from "react-aria-components/useDragAndDrop";

import type { Task } from "../board/model";
import { nameOf } from "../board/model";

/** The type of what is dragged: nothing else can be dropped on the board. */
export const TASK = "application/x-fieldpost-task";

export function dragItems(tasks: readonly Task[]): Record<string, string>[] {
  return tasks.map((task) => ({ [TASK]: task.id, "text/plain": nameOf(task) }));
}

/** The ids of the tasks that were dropped, in their order. */
export async function droppedIds(items: readonly DropItem[]): Promise<readonly string[]> {
  return await Promise.all(items.filter(isTextDropItem).map((item) => item.getText(TASK)));
}
