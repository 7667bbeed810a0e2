import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { useAct, useFormat, useMay } from "@/app/data";
import { CounterDialog } from "@/app/records/CounterDialog";
import { useDeviceName } from "@/app/records/devices";
import { FieldList, FieldRow, PlainRow } from "@/app/records/FieldList";
import { instantOf } from "@/app/records/stamps";
import { useShelfName } from "@/app/records/useShelfName";
import { usePersonName } from "@/app/records/usePersonName";
import { cupsLeft } from "@/app/station/shelf";
import { useUnit } from "@/app/station/useUnit";
import type { InventoryItem, Station } from "@/generated/entities";
import { members } from "@/replica/core/changes";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Sheet } from "@/ui/Sheet";
import { Stepper } from "@/ui/Stepper";
import { Switch } from "@/ui/Switch";

import styles from "./inventory.module.css";
import { Level } from "./Level";
import { isSoldOut } from "./matrix";
import { useAmount } from "./useAmount";

interface ShelfSheetProps {
  readonly shelf: InventoryItem;
  readonly station: Station;
  readonly onClose: () => void;
}

type LateAdd = readonly [number, readonly [string, number], number, string];

/** One shelf: how it stands, its count, its threshold, and what came in after the count. */
export function ShelfSheet({ shelf, station, onClose }: ShelfSheetProps): ReactNode {
  const nameOf = useShelfName();
  const { t } = useTranslation("inventory");
  const format = useFormat();
  const amount = useAmount();
  const unitOf = useUnit();
  const mayEdit = useMay("inventory_item", "edit", "stock");
  const [begin, setBegin] = useState<"add" | "count" | null>(null);
  const cups = cupsLeft(shelf);
  return (
    <Sheet
      title={t("shelf", { name: nameOf(shelf), station: station.name })}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <div className={styles.sheet}>
        <p className={styles.figure}>
          <b>{amount(shelf)}</b> <Level shelf={shelf} station={station} />
        </p>
        {mayEdit ? (
          <div className={styles.buttons}>
            <Button kind="main" size="touch" onPress={() => setBegin("count")}>
              {t("count")}
            </Button>
            <Button size="touch" onPress={() => setBegin("add")}>
              {t("add")}
            </Button>
          </div>
        ) : null}
        <SoldOut shelf={shelf} station={station} />
        {shelf._.f?.includes("below:stock") === true ? (
          <Callout of="soon" title={t("below.title")}>
            {t("below.why")}
          </Callout>
        ) : null}
        <LateAdds adds={shelf._.r?.["stock"] ?? []} shelf={shelf} />
        <FieldList>
          <FieldRow entity="inventory_item" doc={shelf} field="stock">
            {t("in-units", { figure: format.number(shelf.stock), unit: unitOf(shelf.unit) })}
          </FieldRow>
          <FieldRow entity="inventory_item" doc={shelf} field="threshold">
            <Threshold shelf={shelf} mayEdit={mayEdit} />
          </FieldRow>
          {shelf.capacity === undefined ? null : (
            <FieldRow entity="inventory_item" doc={shelf} field="capacity">
              {amount(shelf, shelf.capacity)}
            </FieldRow>
          )}
          {cups === null ? null : (
            <PlainRow label={t("cups")}>{t("about-cups", { count: cups })}</PlainRow>
          )}
        </FieldList>
      </div>
      <CounterDialog
        key={begin}
        entity="inventory_item"
        doc={shelf}
        field="stock"
        label={t("shelf", { name: nameOf(shelf), station: station.name })}
        value={shelf.stock}
        unit={unitOf(shelf.unit)}
        step={shelf.pack}
        begin={begin ?? "count"}
        isOpen={begin !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) setBegin(null);
        }}
      />
    </Sheet>
  );
}

/** Below what the shelf counts as low. */
function Threshold(props: { readonly shelf: InventoryItem; readonly mayEdit: boolean }): ReactNode {
  const { shelf, mayEdit } = props;
  const nameOf = useShelfName();
  const { t } = useTranslation("inventory");
  const act = useAct();
  const amount = useAmount();
  const unitOf = useUnit();
  const [value, setValue] = useState<number | null>(null);
  if (!mayEdit) return amount(shelf, shelf.threshold);
  const next = value ?? shelf.threshold;
  return (
    <span className={styles.threshold}>
      <Stepper
        label={t("threshold")}
        hidesLabel
        size="office"
        value={next}
        min={0}
        step={shelf.pack}
        unit={unitOf(shelf.unit)}
        onChange={setValue}
      />
      {next === shelf.threshold ? null : (
        <Button
          kind="main"
          onPress={() => {
            void act(
              (draft) => draft.edit("inventory_item", shelf, { threshold: Math.round(next) }),
              { undo: t("did.threshold", { name: nameOf(shelf) }) },
            );
            setValue(null);
          }}
        >
          {t("save")}
        </Button>
      )}
    </span>
  );
}

function SoldOut({
  shelf,
  station,
}: {
  readonly shelf: InventoryItem;
  readonly station: Station;
}): ReactNode {
  const nameOf = useShelfName();
  const { t } = useTranslation("inventory");
  const act = useAct();
  const mayMark = useMay("station", "edit", "sold_out");
  const { item } = shelf;
  if (item === undefined || !mayMark) return null;
  return (
    <Switch
      isSelected={isSoldOut(shelf, station)}
      onChange={(isOut) =>
        void act(
          (draft) =>
            draft.edit("station", station, {
              sold_out: members(isOut ? { add: [item] } : { remove: [item] }),
            }),
          {
            undo: t(isOut ? "did.sold-out" : "did.back", {
              name: nameOf(shelf),
              station: station.name,
            }),
          },
        )
      }
    >
      {t("sold-out")}
    </Switch>
  );
}

/** What was used up or brought before the last count, but was only heard of after it. */
function LateAdds(props: {
  readonly adds: readonly LateAdd[];
  readonly shelf: InventoryItem;
}): ReactNode {
  const { t } = useTranslation("inventory");
  if (props.adds.length === 0) return null;
  return (
    <Callout of="soon" title={t("late.title")}>
      <p>{t("late.why")}</p>
      <ul className={styles.late}>
        {props.adds.map((add) => (
          <LateLine key={add[1].join("/")} add={add} shelf={props.shelf} />
        ))}
      </ul>
    </Callout>
  );
}

function LateLine({
  add,
  shelf,
}: {
  readonly add: LateAdd;
  readonly shelf: InventoryItem;
}): ReactNode {
  const { t } = useTranslation("inventory");
  const format = useFormat();
  const amount = useAmount();
  const device = useDeviceName();
  const [figure, [replica], stamp, actor] = add;
  const author = usePersonName(actor);
  return (
    <li>
      {t("late.line", {
        amount: amount(shelf, figure),
        name: author,
        device: device(replica),
        time: format.dateTime(instantOf(stamp)),
      })}
    </li>
  );
}
