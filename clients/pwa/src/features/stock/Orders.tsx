import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useAct, useMay } from "@/app/data";
import type { Catalogue } from "@/app/station/catalogue";
import type { Doc } from "@/generated/entities";
import { Button } from "@/ui/Button";

import styles from "./StockTake.module.css";
import { SoldOutDialog } from "./SoldOutDialog";

interface OrdersProps {
  readonly station: Doc<"station">;
  readonly catalogue: Catalogue;
}

/** What can be ordered here: drinks that are sold out, and a pause for the whole station. */
export function Orders({ station, catalogue }: OrdersProps) {
  const { t } = useTranslation("stock");
  const act = useAct();
  const mayPause = useMay("station", "edit", "paused");
  const [isOpen, setOpen] = useState(false);
  const paused = !station.paused;
  return (
    <div className={styles.pair}>
      <Button size="touch" onPress={() => setOpen(true)}>
        {t("soldOut.drinks", { count: station.sold_out?.length ?? 0 })}
      </Button>
      <Button
        size="touch"
        isDisabled={!mayPause}
        onPress={() =>
          void act((doing) => doing.edit("station", station, { paused }), {
            undo: paused ? t("said.paused") : t("said.resumed"),
          })
        }
      >
        {paused ? t("pause") : t("resume")}
      </Button>
      <SoldOutDialog
        station={station}
        catalogue={catalogue}
        isOpen={isOpen}
        onOpenChange={setOpen}
      />
    </div>
  );
}
