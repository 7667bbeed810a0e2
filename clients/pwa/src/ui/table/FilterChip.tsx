import { Check, ChevronDown, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { type Key, Menu, MenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";

import { classes } from "@/ui/classes";
import list from "@/ui/OpenList.module.css";

import styles from "./FilterChip.module.css";

/** One choice of a filter. */
export interface Choice {
  readonly id: string;
  readonly label: string;
}

interface FilterChipProps {
  readonly label: string;
  /** Left out where the value speaks for itself. */
  readonly hidesLabel?: boolean;
  /** What it is narrowed to, in words; the word for "all" where it is not. */
  readonly value: string;
  readonly isOn: boolean;
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  /** Whether several may hold at once. */
  readonly several?: boolean;
  readonly onChoose: (chosen: readonly string[]) => void;
  readonly onRemove: () => void;
  readonly removeLabel: string;
}

/** A filter as a chip: a press shows its choices, the cross takes it away. */
export function FilterChip(props: FilterChipProps): ReactNode {
  return (
    <div className={styles.chip} data-on={props.isOn || undefined}>
      <MenuTrigger>
        <Button className={classes(styles.main)}>
          {props.hidesLabel === true && props.isOn ? null : (
            <span className={styles.label}>{props.label}</span>
          )}{" "}
          {props.value}
          {props.isOn ? null : <ChevronDown aria-hidden size="1em" />}
        </Button>
        <Popover className={classes(list.popover, styles.popover)} placement="bottom start">
          <Menu
            aria-label={props.label}
            className={list.list}
            items={props.choices}
            selectionMode={props.several === true ? "multiple" : "single"}
            selectedKeys={props.chosen}
            onSelectionChange={(keys) =>
              props.onChoose(keys === "all" ? props.choices.map((c) => c.id) : [...keys].map(text))
            }
          >
            {(choice) => (
              <MenuItem className={list.item} textValue={choice.label}>
                {({ isSelected }) => (
                  <>
                    <span className={styles.tick}>
                      {isSelected ? <Check aria-hidden size="1em" /> : null}
                    </span>
                    {choice.label}
                  </>
                )}
              </MenuItem>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
      {props.isOn ? (
        <Button className={styles.remove} aria-label={props.removeLabel} onPress={props.onRemove}>
          <X aria-hidden size="1em" />
        </Button>
      ) : null}
    </div>
  );
}

/** The chip that offers the filters which are not shown yet. */
export function AddFilter(props: {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly onAdd: (id: string) => void;
}): ReactNode {
  if (props.choices.length === 0) return null;
  return (
    <MenuTrigger>
      <Button className={classes(styles.chip, styles.main)}>{props.label}</Button>
      <Popover className={classes(list.popover, styles.popover)} placement="bottom start">
        <Menu
          aria-label={props.label}
          className={list.list}
          items={props.choices}
          onAction={(key) => props.onAdd(text(key))}
        >
          {(choice) => (
            <MenuItem className={list.item} textValue={choice.label}>
              {choice.label}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function text(key: Key): string {
  return String(key);
}
