import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { LowShape } from "@/app/station/LowShape";
import { levelOf } from "@/app/station/shelf";
import type { InventoryItem, Station } from "@/generated/entities";
import { State } from "@/ui/State";

import styles from "./inventory.module.css";
import { isSoldOut } from "./matrix";

interface LevelProps {
  readonly shelf: InventoryItem;
  readonly station: Station | undefined;
}

/** How a shelf stands: shape, word and colour. */
export function Level({ shelf, station }: LevelProps): ReactNode {
  const { t } = useTranslation("inventory");
  const level = levelOf(shelf);
  if (isSoldOut(shelf, station)) return <State of="failed">{t("level.sold-out")}</State>;
  if (level === "out") return <State of="late">{t("level.out")}</State>;
  if (level === "low") {
    return (
      <span className={styles.low}>
        <LowShape />
        {t("level.low")}
      </span>
    );
  }
  return <State of="received">{t("level.enough")}</State>;
}
