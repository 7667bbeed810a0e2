import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { NumberField } from "react-aria-components/NumberField";
import { useTranslation } from "react-i18next";

import { classes } from "@/ui/classes";

import { StepFrame } from "./StepFrame";
import styles from "./Stepper.module.css";

interface StepperProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly step?: number;
  readonly min?: number;
  readonly max?: number;
  /** Stands behind the figure. */
  readonly unit?: string;
  readonly size?: "office" | "touch" | "board";
  /** Where the words around it say what is counted. */
  readonly hidesLabel?: boolean;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

/** A figure between two big buttons; it can be typed, too, and takes any figure that is typed: a step
 * is what the buttons and the arrow keys add, and nothing is rounded to it. */
export function Stepper({
  label,
  value,
  onChange,
  step = 1,
  min,
  max,
  unit,
  size = "touch",
  hidesLabel = false,
  error,
  isDisabled = false,
  className,
}: StepperProps) {
  const { t } = useTranslation("ui");
  const move = (by: number): void => {
    const next = Math.max(min ?? -Infinity, Math.min(max ?? Infinity, value + by));
    if (next !== value) onChange(next);
  };
  return (
    <NumberField
      className={classes(styles.field, className)}
      value={value}
      // Not `step`: the field would round every figure to whole steps, those that it is given, too.
      isWheelDisabled
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      {...(min === undefined ? {} : { minValue: min })}
      {...(max === undefined ? {} : { maxValue: max })}
      formatOptions={{ maximumFractionDigits: 2 }}
      onChange={(next) => {
        if (!Number.isNaN(next)) onChange(next);
      }}
      {...(hidesLabel ? { "aria-label": label } : {})}
    >
      {!hidesLabel && <Label className={styles.label}>{label}</Label>}
      <StepFrame
        size={size}
        unit={unit}
        isTyped
        less={{
          label: t("less", { label }),
          isDisabled: isDisabled || (min !== undefined && value <= min),
          onPress: () => {
            move(-step);
          },
        }}
        more={{
          label: t("more", { label }),
          isDisabled: isDisabled || (max !== undefined && value >= max),
          onPress: () => {
            move(step);
          },
        }}
      >
        <Input inputMode="decimal" />
      </StepFrame>
      {error !== undefined && <p className={styles.error}>{error}</p>}
    </NumberField>
  );
}
