import { useTranslation } from "react-i18next";

import { partOf, type Window } from "../board/windows";

/** How a time window is said: `short` fits beside a name, `full` gives both ends. */
export function useWindowWords(): (
  window: Window | null | undefined,
  length: "short" | "full",
) => string {
  const { t } = useTranslation("dispatch");
  return (window, length) => {
    if (!window) return t("window.any");
    const part = partOf(window);
    if (part !== null) return t(`window.${part}`);
    return length === "short"
      ? t("window.by", { time: window.end })
      : `${window.start}–${window.end}`;
  };
}
