import { CirclePause, CirclePlay, Flag, MessageSquare, Pencil, RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { MenuEntry } from "@/ui/MenuButton";

import { stepsOf, type RouteStep } from "../acts/routes";
import type { Column } from "../board/model";
import { useBoardView } from "../BoardContext";

const ICONS: Readonly<Record<RouteStep, ReactNode>> = {
  start: <CirclePlay aria-hidden="true" />,
  resume: <CirclePlay aria-hidden="true" />,
  pause: <CirclePause aria-hidden="true" />,
  finish: <Flag aria-hidden="true" />,
  reopen: <RotateCcw aria-hidden="true" />,
};

/** What can be done with a route as it stands. */
export function useRouteMenu(column: Column): readonly MenuEntry[] {
  const { t } = useTranslation("dispatch");
  const { dispatching, ask } = useBoardView();
  const steps = stepsOf(column.route).map((step) => ({
    id: step,
    label: t(`route.${step}`),
    icon: ICONS[step],
    onAction: () => {
      dispatching.step(column, step);
    },
  }));
  return [
    ...steps,
    {
      id: "message",
      label: t("route.message"),
      icon: <MessageSquare aria-hidden="true" />,
      startsGroup: true,
      isDisabled: column.driver === undefined,
      onAction: () => {
        ask({ about: "message", column });
      },
    },
    {
      id: "change",
      label: t("route.change"),
      icon: <Pencil aria-hidden="true" />,
      onAction: () => {
        ask({ about: "route", column });
      },
    },
  ];
}
