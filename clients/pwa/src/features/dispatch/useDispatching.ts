import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useAct, useMe, useReplica } from "@/app/data";
import type { Doc } from "@/generated/entities";

import {
  addRoute,
  changeRoute,
  takeStep,
  tell,
  type RouteEntry,
  type RouteStep,
} from "./acts/routes";
import { place, takeOff, tryAgain, waitAgain } from "./acts/stops";
import type { Column, StopRow, Task } from "./board/model";

/** What the dispatcher does; each is one act with its undo. */
export interface Dispatching {
  /** Puts tasks on a route, before the row at an index. */
  readonly place: (column: Column, at: number, tasks: readonly Task[]) => void;
  readonly takeOff: (rows: readonly StopRow[]) => void;
  readonly tryAgain: (column: Column, row: StopRow) => void;
  readonly waitAgain: (row: StopRow) => void;
  readonly step: (column: Column, step: RouteStep) => void;
  readonly addRoute: (day: string, entry: RouteEntry) => void;
  readonly changeRoute: (route: Doc<"route">, entry: RouteEntry) => void;
  readonly tell: (routes: readonly string[], text: string) => void;
}

/** The acts of the board, as the present person. */
export function useDispatching(): Dispatching {
  const act = useAct();
  const me = useMe();
  const replica = useReplica();
  const { t } = useTranslation("dispatch");
  return useMemo(
    () => ({
      place: (column, at, tasks) => {
        const isNew = tasks.some((task) => task.kind === "order");
        const isHere = tasks.every((task) => task.kind === "stop" && task.stop.route === column.id);
        const text = isNew ? "undo.assigned" : isHere ? "undo.reordered" : "undo.moved";
        void act((writing) => place(writing, column, at, tasks), {
          undo: t(text, { count: tasks.length, route: column.badge }),
        });
      },
      takeOff: (rows) =>
        void act((writing) => takeOff(writing, rows), {
          undo: t("undo.taken-off", { count: rows.length }),
        }),
      tryAgain: (column, row) =>
        void act((writing) => tryAgain(writing, column, row), { undo: t("undo.try-again") }),
      waitAgain: (row) =>
        void act((writing) => waitAgain(writing, row), { undo: t("undo.wait-again") }),
      step: (column, step) =>
        void act((writing) => takeStep(writing, column.route, step, replica.now()), {
          undo: t(`undo.${step}`, { route: column.badge }),
        }),
      addRoute: (day, entry) =>
        void act((writing) => addRoute(writing, day, entry), {
          undo: t("undo.added", { name: entry.name }),
        }),
      changeRoute: (route, entry) =>
        void act((writing) => changeRoute(writing, route, entry), {
          undo: t("undo.changed", { name: entry.name }),
        }),
      tell: (routes, text) =>
        void act((writing) => tell(writing, me.id, routes, text, replica.now()), {
          undo: t("undo.told", { count: routes.length }),
        }),
    }),
    [act, me.id, replica, t],
  );
}
