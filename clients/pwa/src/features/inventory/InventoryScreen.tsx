import { ClipboardCheck, Download } from "lucide-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { useAll, useMay, useOne, useToday } from "@/app/data";
import { useShelfName } from "@/app/records/useShelfName";
import { levelOf } from "@/app/station/shelf";
import { useUnit } from "@/app/station/useUnit";
import type { InventoryItem, Station } from "@/generated/entities";
import { Button } from "@/ui/Button";
import { Empty } from "@/ui/Empty";
import { Segmented } from "@/ui/Segmented";
import type { Sheet } from "@/ui/table/csv";
import { saveXlsx } from "@/ui/table/files";
import { ListBody } from "@/ui/table/ListBody";
import { Toolbar, Totals } from "@/ui/table/Toolbar";
import { useSize } from "@/ui/table/useSize";

import styles from "./inventory.module.css";
import { isShort, shortRows, supplyRows } from "./matrix";
import { Matrix, Stack } from "./Shelves";
import { ShelfSheet } from "./ShelfSheet";
import { StockTake } from "./StockTake";

const BY_NAME = { order: ["name"] } as const;
const STACK_BELOW = 46;

/** What stands at every station, side by side. */
export default function InventoryScreen(): ReactNode {
  const { t } = useTranslation("inventory");
  const [params, setParams] = useSearchParams();
  const stations = useAll("station", BY_NAME);
  const shelves = useAll("inventory_item");
  const today = useToday();
  const nameOf = useShelfName();
  const unitOf = useUnit();
  const mayCount = useMay("inventory_item", "edit", "stock");
  const [takes, setTakes] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useSize(frame);
  const onlyShort = params.get("short") !== null;
  const openId = params.get("shelf");
  const byId = useMemo(() => new Map((stations ?? []).map((one) => [one.id, one])), [stations]);
  const rows = useMemo(() => supplyRows(shelves ?? []), [shelves]);
  const shown = onlyShort ? shortRows(rows, byId) : rows;
  const short = (shelves ?? []).filter((shelf) => isShort(shelf, byId.get(shelf.station)));
  const set = (name: string, value: string | null): void =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const View = width < STACK_BELOW ? Stack : Matrix;
  return (
    <div className={styles.screen} ref={frame}>
      <Toolbar
        title={t("title")}
        actions={
          <>
            <Button
              icon={<Download aria-hidden size="1em" />}
              isDisabled={rows.length === 0}
              onPress={() => void saveXlsx(t("file", { day: today }), [sheet()])}
            >
              XLSX
            </Button>
            {mayCount ? (
              <Button
                kind="main"
                icon={<ClipboardCheck aria-hidden size="1em" />}
                isDisabled={rows.length === 0}
                onPress={() => setTakes(true)}
              >
                {t("stock-take")}
              </Button>
            ) : null}
          </>
        }
      >
        <Segmented
          label={t("show")}
          options={[
            { value: "all", label: t("all") },
            { value: "short", label: t("only-short") },
          ]}
          value={onlyShort ? "short" : "all"}
          onChange={(value) => set("short", value === "short" ? "1" : null)}
        />
        {shelves === undefined ? null : <Totals>{t("short", { count: short.length })}</Totals>}
      </Toolbar>
      <ListBody
        rows={shelves === undefined || stations === undefined ? undefined : shown}
        empty={
          rows.length === 0 ? (
            <Empty title={t("empty.title")}>{t("empty.how")}</Empty>
          ) : (
            <Empty
              title={t("empty.short")}
              action={<Button onPress={() => set("short", null)}>{t("empty.show-all")}</Button>}
            />
          )
        }
      >
        {(found) => (
          <View rows={found} stations={stations ?? []} onOpen={(shelf) => set("shelf", shelf.id)} />
        )}
      </ListBody>
      <OpenShelf id={openId} stations={byId} onClose={() => set("shelf", null)} />
      {takes ? (
        <StockTake
          stations={stations ?? []}
          shelves={shelves ?? []}
          onClose={() => setTakes(false)}
        />
      ) : null}
    </div>
  );

  function sheet(): Sheet {
    return {
      name: t("title"),
      head: [
        t("station"),
        t("supply"),
        t("export.stock"),
        t("export.unit"),
        t("threshold"),
        t("export.level"),
      ],
      rows: rows.flatMap((row) =>
        [...row.at.values()].map((shelf) => [
          byId.get(shelf.station)?.name,
          nameOf(shelf),
          shelf.stock,
          unitOf(shelf.unit),
          shelf.threshold,
          t(`level.${levelOf(shelf)}`),
        ]),
      ),
    };
  }
}

function OpenShelf(props: {
  readonly id: string | null;
  readonly stations: ReadonlyMap<string, Station>;
  readonly onClose: () => void;
}): ReactNode {
  const shelf: InventoryItem | null | undefined = useOne("inventory_item", props.id);
  const station =
    shelf === null || shelf === undefined ? undefined : props.stations.get(shelf.station);
  if (shelf === null || shelf === undefined || station === undefined) return null;
  return <ShelfSheet shelf={shelf} station={station} onClose={props.onClose} />;
}
