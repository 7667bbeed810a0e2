import type { ReactNode } from "react";
import { ToggleButton } from "react-aria-components/ToggleButton";
import { ToggleButtonGroup } from "react-aria-components/ToggleButtonGroup";

import { classes } from "@/ui/classes";

import styles from "./Segmented.module.css";

interface Segment<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
  readonly isDisabled?: boolean;
}

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly options: readonly Segment<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly size?: "office" | "touch";
  readonly className?: string;
}

/** One of a few, all of them in sight. */
export function Segmented<T extends string>({
  label,
  options,
  value,
  onChange,
  size = "office",
  className,
}: SegmentedProps<T>) {
  return (
    <ToggleButtonGroup
      className={classes(styles.group, className)}
      data-size={size}
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys.has(option.value));
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <ToggleButton
          key={option.value}
          id={option.value}
          className={styles.segment}
          isDisabled={option.isDisabled ?? false}
        >
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
