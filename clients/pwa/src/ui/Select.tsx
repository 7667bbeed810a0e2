import { Check, ChevronDown } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select as AriaSelect, SelectValue } from "react-aria-components/Select";

import { classes } from "@/ui/classes";

import { FieldNote } from "./FieldNote";
import field from "./Field.module.css";
import list from "./OpenList.module.css";
import styles from "./Select.module.css";

export interface Option {
  readonly value: string;
  readonly label: string;
  /** Said under the label. */
  readonly note?: string;
  readonly isDisabled?: boolean;
}

interface SelectProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly description?: string | undefined;
  readonly placeholder?: string;
  readonly size?: "office" | "touch";
  readonly hidesLabel?: boolean;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
  readonly className?: string;
}

/** One of a list. */
export function Select({
  label,
  options,
  value,
  onChange,
  error,
  description,
  placeholder,
  size = "office",
  hidesLabel = false,
  isDisabled = false,
  isRequired = false,
  className,
}: SelectProps) {
  return (
    <AriaSelect
      className={classes(field.field, className)}
      data-size={size}
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      isInvalid={error !== undefined}
      isDisabled={isDisabled}
      isRequired={isRequired}
      validationBehavior="aria"
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(hidesLabel ? { "aria-label": label } : {})}
    >
      {!hidesLabel && <Label className={field.label}>{label}</Label>}
      <Button className={classes(field.box, styles.button)}>
        <SelectValue className={styles.value} />
        <ChevronDown aria-hidden="true" />
      </Button>
      <FieldNote error={error} description={description} />
      <Popover className={list.popover} offset={4}>
        <ListBox className={list.list} items={options}>
          {(option: Option) => (
            <ListBoxItem
              id={option.value}
              textValue={option.label}
              className={classes(list.item, styles.option)}
              isDisabled={option.isDisabled ?? false}
            >
              {({ isSelected }) => (
                <>
                  <span className={list.words}>
                    <span>{option.label}</span>
                    {option.note !== undefined && (
                      <span className={classes(list.note, styles.note)}>{option.note}</span>
                    )}
                  </span>
                  {isSelected && <Check aria-hidden="true" />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
