import { Truck } from "lucide-react";
import { useTranslation } from "react-i18next";

import { StateShape } from "@/ui/StateShape";
import { VisuallyHidden } from "@/ui/VisuallyHidden";

import type { Standing, StopRow } from "../board/model";
import styles from "./StopMark.module.css";

/** A stop's state as a shape with its word. */
export function StopMark({ row }: { readonly row: StopRow }) {
  const { t } = useTranslation("dispatch");
  const isAhead = row.standing === "planned" || row.standing === "due";
  const is = row.unseen && isAhead ? "unseen" : row.standing;
  return (
    <span className={styles.mark} data-is={is} title={t(`standing.${is}`)}>
      <Shape is={is} />
      <VisuallyHidden>{t(`standing.${is}`)}</VisuallyHidden>
    </span>
  );
}

function Shape({ is }: { readonly is: Standing | "unseen" }) {
  switch (is) {
    case "delivered":
      return <StateShape of="received" />;
    case "failed":
      return <StateShape of="failed" />;
    case "overdue":
      return <StateShape of="late" />;
    case "unseen":
      return <StateShape of="sent" />;
    case "current":
      return <Truck aria-hidden="true" />;
    case "due":
    case "planned":
    case "skipped":
      return (
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="8" cy="8" r="5" />
          {is === "skipped" && <path d="M4.5 11.5 11.5 4.5" />}
        </svg>
      );
  }
}
