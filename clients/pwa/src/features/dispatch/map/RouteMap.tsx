import { Minus, Plus } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import { Callout } from "@/ui/Callout";
import { IconButton } from "@/ui/IconButton";

import styles from "./RouteMap.module.css";
import { useRouteMap } from "./useRouteMap";

interface RouteMapProps {
  /** A stop that is pressed opens, too: for screens that do not show its row. */
  readonly opensStops: boolean;
}

/** The day's routes on the map. What it shows stands in the board in words, too. */
export default function RouteMap({ opensStops }: RouteMapProps) {
  const { t } = useTranslation("dispatch");
  const container = useRef<HTMLDivElement>(null);
  const { zoom, isMissing } = useRouteMap(container, opensStops);
  return (
    <div className={styles.frame}>
      <div className={styles.map} ref={container} />
      {isMissing ? (
        <div className={styles.missing}>
          <Callout of="no-contact" title={t("map.missing")}>
            {t("map.missing-how")}
          </Callout>
        </div>
      ) : (
        <div className={styles.controls}>
          <IconButton
            label={t("map.closer")}
            onPress={() => {
              zoom(1);
            }}
          >
            <Plus aria-hidden="true" />
          </IconButton>
          <IconButton
            label={t("map.farther")}
            onPress={() => {
              zoom(-1);
            }}
          >
            <Minus aria-hidden="true" />
          </IconButton>
        </div>
      )}
      <p className={styles.source}>{t("map.source")}</p>
    </div>
  );
}
