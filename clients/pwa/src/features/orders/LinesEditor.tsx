import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useAll, useFormat } from "@/app/data";
import { ENTITIES, type Item, type OrderLine } from "@/generated/entities";
import { useLabel, type Both } from "@/i18n/use-language";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { Select } from "@/ui/Select";
import { Stepper } from "@/ui/Stepper";
import type { Query } from "@/replica/api";

import styles from "./form.module.css";

type Line = Required<OrderLine>;

interface LinesEditorProps {
  readonly lines: readonly Line[];
  readonly error: string | undefined;
  readonly onChange: (lines: readonly Line[]) => void;
}

const MOST = 1000;
const CYLINDERS: Query<"item"> = {
  where: { kind: ["cylinder", "supply"] },
  order: ["size", "name"],
};

/** What is ordered: so many of each, at the catalogue's price unless another is agreed. */
export function LinesEditor({ lines, error, onChange }: LinesEditorProps): ReactNode {
  const { t } = useTranslation("orders");
  const said = useLabel();
  const items = useAll("item", CYLINDERS) ?? [];
  const offered = items.filter((item) => item.active);
  const replace = (index: number, patch: Partial<Line>): void =>
    onChange(lines.map((line, at) => (at === index ? { ...line, ...patch } : line)));
  const unused = offered.find((item) => !lines.some((line) => line.item === item.id));
  return (
    <fieldset className={styles.group}>
      <legend>{said(ENTITIES.delivery_order.fields.lines.label)}</legend>
      <ul className={styles.lines}>
        {lines.map((line, index) => (
          <LineRow
            key={`${index}/${line.item}`}
            line={line}
            items={items.filter((item) => item.active || item.id === line.item)}
            onChange={(patch) => replace(index, patch)}
            onRemove={() => onChange(lines.filter((_, at) => at !== index))}
          />
        ))}
      </ul>
      {error === undefined ? null : (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <Button
        icon={<Plus aria-hidden size="1em" />}
        isDisabled={unused === undefined}
        onPress={() => {
          if (unused === undefined) return;
          onChange([...lines, { item: unused.id, quantity: 1, price: unused.price }]);
        }}
      >
        {t("form.add-line")}
      </Button>
    </fieldset>
  );
}

function LineRow(props: {
  readonly line: Line;
  readonly items: readonly Item[];
  readonly onChange: (patch: Partial<Line>) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const { line, items, onChange } = props;
  const { t } = useTranslation("orders");
  const said = useLabel();
  const format = useFormat();
  const nameOf = (item: Item): string => said(bothOf(item));
  const name = items.find((item) => item.id === line.item);
  return (
    <li className={styles.line}>
      <Select
        label={t("form.item")}
        hidesLabel
        className={styles.item}
        options={items.map((item) => ({ value: item.id, label: nameOf(item) }))}
        value={line.item}
        onChange={(id) => {
          const item = items.find((one) => one.id === id);
          if (item !== undefined) onChange({ item: id, price: item.price });
        }}
      />
      <Stepper
        label={t("form.quantity-of", { name: name === undefined ? "" : nameOf(name) })}
        hidesLabel
        size="office"
        value={line.quantity}
        min={1}
        max={MOST}
        onChange={(quantity) => onChange({ quantity })}
      />
      <Stepper
        label={t("form.price-of", { name: name === undefined ? "" : nameOf(name) })}
        hidesLabel
        size="office"
        step={10}
        min={0}
        unit={t("form.each")}
        value={line.price}
        onChange={(price) => onChange({ price: Math.round(price) })}
      />
      <span className={styles.sum}>{format.money(line.quantity * line.price)}</span>
      <IconButton
        className={styles.remove}
        label={t("form.remove-line", { name: name === undefined ? "" : nameOf(name) })}
        onPress={props.onRemove}
      >
        <Trash2 aria-hidden size="1.125em" />
      </IconButton>
    </li>
  );
}

function bothOf(item: Item): Both {
  return { zh: item.name, en: item.name_en ?? item.name };
}
