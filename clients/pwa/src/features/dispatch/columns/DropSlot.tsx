import { ChevronDown } from "lucide-react";
import { DropIndicator, type DropTarget } from "react-aria-components/useDragAndDrop";
import { useTranslation } from "react-i18next";

import { minutesMore } from "../board/detour";
import type { Column, Task } from "../board/model";
import { useBoardView } from "../BoardContext";
import styles from "./DropSlot.module.css";

interface DropSlotProps {
  readonly target: DropTarget;
  readonly column: Column;
}

/** Where a task would go, in words: after which stop, and about how much longer it takes. */
export function DropSlot({ target, column }: DropSlotProps) {
  const { t } = useTranslation("dispatch");
  const { dragged } = useBoardView();
  const words = (): string => {
    if (target.type === "root") return t("drop.at-end");
    const index = column.rows.findIndex((row) => row.id === target.key);
    const at = target.dropPosition === "after" ? index + 1 : index;
    const before = column.rows[at - 1]?.number;
    const minutes = detour(column, at, dragged);
    if (before === undefined) return t("drop.first");
    return minutes === null
      ? t("drop.after", { number: before })
      : t("drop.after-minutes", { number: before, minutes });
  };
  return (
    <DropIndicator target={target} className={styles.slot}>
      {({ isDropTarget }) =>
        isDropTarget && (
          <span className={styles.words}>
            <ChevronDown aria-hidden="true" />
            {words()}
          </span>
        )
      }
    </DropIndicator>
  );
}

/** Only for one task: several may lie anywhere. */
function detour(column: Column, at: number, tasks: readonly Task[]): number | null {
  const [task, another] = tasks;
  if (task === undefined || another !== undefined) return null;
  const others = column.rows.filter((row) => row.id !== task.id);
  const own = column.rows.findIndex((row) => row.id === task.id);
  const to = own !== -1 && own < at ? at - 1 : at;
  return minutesMore(
    others[to - 1]?.customer?.place,
    task.customer?.place,
    others[to]?.customer?.place,
  );
}
