import { Minus, Plus } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { NumberField } from "react-aria-components/NumberField";

import { classes } from "@/ui/classes";

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

/** A figure between two big buttons; it can be typed, too, and takes any figure that is typed. */
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
  return (
    <NumberField
      className={classes(styles.field, className)}
      data-size={size}
      value={value}
      step={step}
      // A step is what the buttons add, not what can be typed.
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
      <Group className={styles.group}>
        <Button slot="decrement" className={styles.step}>
          <Minus aria-hidden="true" />
        </Button>
        <span className={styles.figure}>
          <Input className={styles.input} inputMode="decimal" />
          {unit !== undefined && <span className={styles.unit}>{unit}</span>}
        </span>
        <Button slot="increment" className={styles.step}>
          <Plus aria-hidden="true" />
        </Button>
      </Group>
      {error !== undefined && <p className={styles.error}>{error}</p>}
    </NumberField>
  );
}
