import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import { StepFrame } from "@/ui/StepFrame";

import styles from "./CountField.module.css";

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
      <StepFrame
        size="board"
        unit={unit}
        isTyped
        less={{
          label: t("less", { amount }),
          isDisabled: value <= 0,
          onPress: () => change(-step),
        }}
        more={{ label: t("more", { amount }), onPress: () => change(step) }}
      >
        <input
          id={field}
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
      </StepFrame>
    </div>
  );
}
