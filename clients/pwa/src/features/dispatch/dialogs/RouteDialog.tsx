import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useAll } from "@/app/data";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Select, type Option } from "@/ui/Select";
import { TextField } from "@/ui/TextField";

import type { RouteEntry } from "../acts/routes";
import type { Column } from "../board/model";
import { useBoardView } from "../BoardContext";
import styles from "./RouteDialog.module.css";

interface RouteDialogProps {
  readonly day: string;
  /** The route to change; null for a new one. */
  readonly column: Column | null;
  readonly onClose: () => void;
}

/** The choice of nobody. */
const NOBODY = "";
/** As the declaration bounds a name. */
const LONGEST_NAME = 120;

/** Name, driver and vehicle of a route. */
export function RouteDialog({ day, column, onClose }: RouteDialogProps) {
  const { t } = useTranslation("dispatch");
  const { board, dispatching } = useBoardView();
  const [entry, setEntry] = useState<RouteEntry>({
    name: column?.route.name ?? t("route.new-name", { number: board.columns.length + 1 }),
    driver: column?.route.driver ?? null,
    vehicle: column?.route.vehicle ?? null,
  });
  const drivers = useAll("person", { where: { role: "driver", active: true }, order: ["name"] });
  const vehicles = useAll("vehicle", { where: { active: true }, order: ["plate"] });
  const others = board.columns.filter((one) => one.id !== column?.id);
  const takenBy = (id: string, what: "driver" | "vehicle"): string | undefined => {
    const taker = others.find((one) => one.route[what] === id);
    return taker && t("route.taken", { route: taker.badge });
  };
  const name = entry.name.trim();
  const save = (): void => {
    if (column === null) dispatching.addRoute(day, { ...entry, name });
    else dispatching.changeRoute(column.route, { ...entry, name });
    onClose();
  };
  return (
    <Dialog
      title={column === null ? t("route.new") : t("route.change-title", { route: column.badge })}
      isOpen
      onOpenChange={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button kind="main" isDisabled={name === ""} onPress={save}>
            {column === null ? t("route.add") : t("save")}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <TextField
          label={t("route.name")}
          value={entry.name}
          maxLength={LONGEST_NAME}
          isRequired
          error={name === "" ? t("route.name-missing") : undefined}
          onChange={(value) => {
            setEntry({ ...entry, name: value });
          }}
        />
        <Select
          label={t("route.driver")}
          value={entry.driver ?? NOBODY}
          options={[
            { value: NOBODY, label: t("route.no-driver") },
            ...(drivers ?? []).map((one) => option(one.id, one.name, takenBy(one.id, "driver"))),
          ]}
          description={
            column && entry.driver !== column.route.driver ? t("route.hand-over") : undefined
          }
          onChange={(value) => {
            setEntry({ ...entry, driver: value === NOBODY ? null : value });
          }}
        />
        <Select
          label={t("route.vehicle")}
          value={entry.vehicle ?? NOBODY}
          options={[
            { value: NOBODY, label: t("route.no-vehicle") },
            ...(vehicles ?? []).map((one) => option(one.id, one.plate, takenBy(one.id, "vehicle"))),
          ]}
          onChange={(value) => {
            setEntry({ ...entry, vehicle: value === NOBODY ? null : value });
          }}
        />
      </div>
    </Dialog>
  );
}

function option(value: string, label: string, note: string | undefined): Option {
  return note === undefined ? { value, label } : { value, label, note };
}
