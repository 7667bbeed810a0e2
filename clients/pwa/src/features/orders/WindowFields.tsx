import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { TextField } from "@/ui/TextField";

import styles from "./form.module.css";

interface WindowFieldsProps {
  /** `HH:MM`, or empty. */
  readonly start: string;
  readonly end: string;
  readonly error: string | undefined;
  readonly onChange: (window: { readonly start: string; readonly end: string }) => void;
}

/** The windows that customers ask for most. */
const USUAL: readonly (readonly [string, string])[] = [
  ["08:00", "10:00"],
  ["09:00", "12:00"],
  ["13:00", "17:00"],
  ["17:00", "20:00"],
];

/** From when to when somebody is expected; the usual ones with one press. */
export function WindowFields({ start, end, error, onChange }: WindowFieldsProps): ReactNode {
  const { t } = useTranslation("orders");
  return (
    <div className={styles.window}>
      <div className={styles.pair}>
        <TextField
          type="time"
          label={t("form.from")}
          value={start}
          onChange={(text) => onChange({ start: text, end })}
          error={error}
        />
        <TextField
          type="time"
          label={t("form.to")}
          value={end}
          onChange={(text) => onChange({ start, end: text })}
        />
      </div>
      <div className={styles.usual}>
        {USUAL.map(([from, to]) => (
          <Button key={from} onPress={() => onChange({ start: from, end: to })}>
            {t("window", { start: from, end: to })}
          </Button>
        ))}
        <Button kind="plain" onPress={() => onChange({ start: "", end: "" })}>
          {t("form.any-time")}
        </Button>
      </div>
    </div>
  );
}
