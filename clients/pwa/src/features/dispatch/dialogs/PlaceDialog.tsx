import { useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Select } from "@/ui/Select";
import { State } from "@/ui/State";

import { cheapestPlace, minutesMore } from "../board/detour";
import { firstFree, nameOf, type Column, type Task } from "../board/model";
import { useBoardView } from "../BoardContext";
import { Badge } from "../columns/Badge";
import styles from "./PlaceDialog.module.css";

interface PlaceDialogProps {
  readonly tasks: readonly Task[];
  readonly onClose: () => void;
}

/** `best` lengthens the way least; a figure stands for a place between two stops. */
type Where = "best" | "next" | "last" | `${number}`;

/** Puts tasks on a route without dragging: which route, and where on it. */
export function PlaceDialog({ tasks, onClose }: PlaceDialogProps) {
  const { t } = useTranslation("dispatch");
  const { board, dispatching } = useBoardView();
  const [routeId, setRouteId] = useState<string | null>(() => nearest(board.columns, tasks));
  const [where, setWhere] = useState<Where>("best");
  const column = board.columns.find((one) => one.id === routeId);
  const [task] = tasks;
  const put = (): void => {
    if (column === undefined) return;
    dispatching.place(column, indexOf(column, tasks, where), tasks);
    onClose();
  };
  const title =
    tasks.length === 1 && task
      ? t("place.title-one", { name: nameOf(task) })
      : t("place.title", { count: tasks.length });
  return (
    <Dialog
      title={title}
      isOpen
      onOpenChange={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button kind="main" isDisabled={column === undefined} onPress={put}>
            {t("place.put")}
          </Button>
        </>
      }
    >
      <ListBox
        aria-label={t("place.route")}
        className={styles.routes}
        items={board.columns}
        dependencies={[tasks]}
        selectionMode="single"
        autoFocus
        disallowEmptySelection
        selectedKeys={routeId === null ? [] : [routeId]}
        onSelectionChange={(keys) => {
          const [key] = keys === "all" ? [] : [...keys];
          if (key === undefined) return;
          setRouteId(String(key));
          setWhere("best");
        }}
      >
        {(one) => (
          <ListBoxItem
            id={one.id}
            textValue={`${String(one.badge)} ${one.driver?.name ?? ""}`}
            className={styles.route}
          >
            <RouteChoice column={one} tasks={tasks} />
          </ListBoxItem>
        )}
      </ListBox>
      {column !== undefined && (
        <Select
          label={t("place.where")}
          value={where}
          onChange={(value) => {
            setWhere(value as Where);
          }}
          options={[
            { value: "best", label: t("place.best") },
            { value: "next", label: t("place.next") },
            { value: "last", label: t("place.last") },
            ...column.rows
              .slice(firstFree(column.rows))
              .map((row) => ({
                value: String(row.number),
                label: t("place.after", { number: row.number, name: nameOf(row) }),
              })),
          ]}
        />
      )}
    </Dialog>
  );
}

function RouteChoice({
  column,
  tasks,
}: {
  readonly column: Column;
  readonly tasks: readonly Task[];
}) {
  const { t } = useTranslation("dispatch");
  const more = minutesOf(column, tasks);
  return (
    <>
      <Badge badge={column.badge} isHollow={column.contact.is === "out"} />
      <span className={styles.driver}>
        <span>{column.driver?.name ?? t("route.no-driver")}</span>
        <span className={styles.note}>
          {t("route.progress-short", { done: column.delivered, total: column.rows.length })}
          {column.contact.is === "out" && <State of="no-contact">{t("contact.out-short")}</State>}
        </span>
      </span>
      {more !== null && <span className={styles.more}>{t("place.more", { minutes: more })}</span>}
    </>
  );
}

function minutesOf(column: Column, tasks: readonly Task[]): number | null {
  const [task, another] = tasks;
  if (!task || another) return null;
  const others = column.rows.filter((row) => row.id !== task.id);
  const way = others.map((row) => row.customer?.place);
  const at = cheapestPlace(way, task.customer?.place, firstFree(others));
  return minutesMore(way[at - 1], task.customer?.place, way[at]);
}

/** The route for which the first task is the shortest way round. */
function nearest(columns: readonly Column[], tasks: readonly Task[]): string | null {
  const open = columns.filter((column) => column.route.state !== "finished");
  const costs = open.map((column) => [minutesOf(column, tasks.slice(0, 1)) ?? Infinity, column.id]);
  costs.sort(([a], [b]) => Number(a) - Number(b));
  const [first] = costs;
  return first === undefined ? null : String(first[1]);
}

function indexOf(column: Column, tasks: readonly Task[], where: Where): number {
  const free = firstFree(column.rows);
  if (where === "next") return free;
  if (where === "last") return column.rows.length;
  if (where !== "best") return Number(where);
  const way = column.rows.map((row) => row.customer?.place);
  return cheapestPlace(way, tasks[0]?.customer?.place, free);
}
