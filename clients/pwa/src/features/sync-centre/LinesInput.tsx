import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useAll } from "@/app/data";
import type { OrderLine } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";
import { IconButton } from "@/ui/IconButton";
import { Select } from "@/ui/Select";
import { Stepper } from "@/ui/Stepper";

import styles from "./Refused.module.css";

const MOST = 1000;

interface LinesInputProps {
  readonly lines: readonly OrderLine[];
  readonly error: string | undefined;
  readonly onChange: (lines: readonly OrderLine[]) => void;
}

/** The lines of an order: another product, another number of it, or none at all. */
export function LinesInput({ lines, error, onChange }: LinesInputProps) {
  const { t } = useTranslation("sync-centre");
  const label = useLabel();
  const items = useAll("item", { order: ["size", "name"] }) ?? [];
  const nameOf = (id: string): string => {
    const item = items.find((each) => each.id === id);
    return item === undefined ? "" : label({ zh: item.name, en: item.name_en ?? item.name });
  };
  const replace = (index: number, patch: Partial<OrderLine>): void => {
    onChange(lines.map((line, at) => (at === index ? { ...line, ...patch } : line)));
  };
  return (
    <ul className={styles.lines}>
      {lines.map((line, index) => {
        const kind = items.find(({ id }) => id === line.item)?.kind;
        const offered = items.filter(
          (item) => item.id === line.item || (item.active && (kind ?? item.kind) === item.kind),
        );
        return (
          <li key={`${index}/${line.item}`} className={styles.line}>
            <Select
              label={t("refused.product")}
              hidesLabel
              size="touch"
              value={line.item}
              options={offered.map(({ id }) => ({ value: id, label: nameOf(id) }))}
              error={index === 0 ? error : undefined}
              onChange={(item) => {
                // The price is the product's, unless another one was agreed for this one.
                replace(index, { item, price: items.find(({ id }) => id === item)?.price ?? 0 });
              }}
            />
            <Stepper
              label={t("refused.quantity", { name: nameOf(line.item) })}
              hidesLabel
              value={line.quantity}
              min={1}
              max={MOST}
              onChange={(quantity) => {
                replace(index, { quantity });
              }}
            />
            <IconButton
              label={t("refused.remove-line", { name: nameOf(line.item) })}
              size="touch"
              isDisabled={lines.length < 2}
              onPress={() => {
                onChange(lines.filter((_, at) => at !== index));
              }}
            >
              <Trash2 aria-hidden="true" />
            </IconButton>
          </li>
        );
      })}
    </ul>
  );
}
