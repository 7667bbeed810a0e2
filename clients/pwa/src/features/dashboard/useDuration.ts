import { useCallback } from "react";
import { useTranslation } from "react-i18next";

const MINUTE = 60_000;
const HOUR_MINUTES = 60;

/** Words for how long something takes or has taken, in hours and minutes. */
export function useDuration(): (ms: number) => string {
  const { t } = useTranslation("dashboard");
  return useCallback(
    (ms) => {
      const minutes = Math.max(0, Math.floor(ms / MINUTE));
      if (minutes === 0) return t("duration.now");
      if (minutes < HOUR_MINUTES) return t("duration.minutes", { minutes });
      return t("duration.hours", {
        hours: Math.floor(minutes / HOUR_MINUTES),
        minutes: minutes % HOUR_MINUTES,
      });
    },
    [t],
  );
}
