import { useTranslation } from "react-i18next";

import type { Window } from "@/generated/entities";
import { TextField } from "@/ui/TextField";

import styles from "./Refused.module.css";

interface WindowInputProps {
  readonly value: Partial<Window>;
  readonly error: string | undefined;
  readonly onChange: (window: Partial<Window>) => void;
}

/** Another part of the day. */
export function WindowInput({ value, error, onChange }: WindowInputProps) {
  const { t } = useTranslation("sync-centre");
  return (
    <div className={styles.pair}>
      <TextField
        type="time"
        size="touch"
        label={t("refused.from")}
        value={value.start ?? ""}
        error={error}
        onChange={(start) => {
          onChange({ ...value, start });
        }}
      />
      <TextField
        type="time"
        size="touch"
        label={t("refused.to")}
        value={value.end ?? ""}
        onChange={(end) => {
          onChange({ ...value, end });
        }}
      />
    </div>
  );
}
