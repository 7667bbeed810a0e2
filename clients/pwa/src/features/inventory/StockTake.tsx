import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { useAct, useFormat } from "@/app/data";
import { useShelfName } from "@/app/records/useShelfName";
import { alongTheShelves } from "@/app/station/shelf";
import { useUnit } from "@/app/station/useUnit";
import type { InventoryItem, Station } from "@/generated/entities";
import { count } from "@/replica/core/changes";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Select } from "@/ui/Select";
import { Stepper } from "@/ui/Stepper";

import styles from "./inventory.module.css";

interface StockTakeProps {
  readonly stations: readonly Station[];
  readonly shelves: readonly InventoryItem[];
  readonly onClose: () => void;
}

/** Counts a whole station: what is touched counts as counted, in one act. */
export function StockTake({ stations, shelves, onClose }: StockTakeProps): ReactNode {
  const { t } = useTranslation("inventory");
  const format = useFormat();
  const act = useAct();
  const nameOf = useShelfName();
  const unitOf = useUnit();
  const [station, setStation] = useState(stations[0]?.id ?? null);
  const [counted, setCounted] = useState<ReadonlyMap<string, number>>(new Map());
  const here = shelves.filter((shelf) => shelf.station === station).sort(alongTheShelves);
  const done = here.filter((shelf) => counted.has(shelf.id));
  const name = stations.find((one) => one.id === station)?.name ?? "";
  const save = (): void => {
    void act(
      (draft) => {
        for (const shelf of done) {
          draft.edit("inventory_item", shelf, { stock: count(counted.get(shelf.id) ?? 0) });
        }
      },
      { undo: t("did.counted", { count: done.length, station: name }) },
    );
    onClose();
  };
  return (
    <Dialog
      title={t("stock-take")}
      isOpen
      width="wide"
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      actions={
        <Button kind="main" size="touch" isDisabled={done.length === 0} onPress={save}>
          {t("save-counted", { count: done.length })}
        </Button>
      }
    >
      <div className={styles.take}>
        <Select
          label={t("station")}
          options={stations.map((one) => ({ value: one.id, label: one.name }))}
          value={station}
          onChange={(id) => {
            setStation(id);
            setCounted(new Map());
          }}
        />
        <p className={styles.soft}>{t("take-how")}</p>
        <ul>
          {here.map((shelf) => {
            const figure = counted.get(shelf.id);
            const gap = figure === undefined ? 0 : figure - shelf.stock;
            return (
              <li key={shelf.id} data-counted={figure !== undefined || undefined}>
                <span>
                  {nameOf(shelf)}
                  <small>
                    {t("expected", {
                      figure: format.number(shelf.stock),
                      unit: unitOf(shelf.unit),
                    })}
                  </small>
                </span>
                <Stepper
                  label={nameOf(shelf)}
                  hidesLabel
                  size="office"
                  value={figure ?? shelf.stock}
                  min={0}
                  step={shelf.pack}
                  unit={unitOf(shelf.unit)}
                  onChange={(next) => setCounted(new Map(counted).set(shelf.id, Math.round(next)))}
                />
                <span className={styles.gap}>
                  {figure === undefined ? (
                    <Button
                      kind="plain"
                      onPress={() => setCounted(new Map(counted).set(shelf.id, shelf.stock))}
                    >
                      {t("right")}
                    </Button>
                  ) : gap === 0 ? (
                    t("no-gap")
                  ) : (
                    t("gap", { figure: `${gap > 0 ? "+" : "−"}${format.number(Math.abs(gap))}` })
                  )}
                </span>
              </li>
            );
          })}
        </ul>
      </div>
    </Dialog>
  );
}
