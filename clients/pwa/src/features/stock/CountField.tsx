import { useId, useState } from "react";
import { Minus, Plus } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";

import styles from "./CountField.module.css";
import packs from "./Packs.module.css";

interface CountFieldProps {
  readonly label: string;
  readonly value: number;
  /** What a button adds. Any figure can be typed: half a bottle is half a bottle. */
  readonly step: number;
  readonly unit: string;
  readonly onChange: (value: number) => void;
}

/** What was counted on a shelf. */
export function CountField({ label, value, step, unit, onChange }: CountFieldProps) {
  const { t } = useTranslation("stock");
  const format = useFormat();
  const field = useId();
  // While it is typed in, it is what was typed: "4." is on its way to 4.5.
  const [typed, setTyped] = useState<string | null>(null);
  const change = (by: number) => {
    setTyped(null);
    onChange(Math.max(0, Math.round((value + by) * 100) / 100));
  };
  const amount = t("amount", { figure: format.number(step), unit });
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={field}>
        {label}
      </label>
      <div className={packs.stepper}>
        <Button
          className={packs.step}
          aria-label={t("less", { amount })}
          isDisabled={value <= 0}
          onPress={() => change(-step)}
        >
          <Minus aria-hidden="true" />
        </Button>
        <span className={packs.figure}>
          <input
            id={field}
            className={packs.input}
            inputMode="decimal"
            autoComplete="off"
            value={typed ?? String(value)}
            onFocus={(event) => event.target.select()}
            onBlur={() => setTyped(null)}
            onChange={(event) => {
              const text = event.target.value.normalize("NFKC").replace(",", ".");
              if (!/^\d{0,6}(\.\d{0,2})?$/.test(text)) return;
              setTyped(text);
              if (text !== "" && text !== ".") onChange(Number(text));
            }}
          />
          <span className={packs.unit}>{unit}</span>
        </span>
        <Button
          className={packs.step}
          aria-label={t("more", { amount })}
          onPress={() => change(step)}
        >
          <Plus aria-hidden="true" />
        </Button>
      </div>
    </div>
  );
}
