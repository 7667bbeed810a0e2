import type { ReactNode } from "react";
import { Menu as AriaMenu, MenuItem as AriaMenuItem } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Separator } from "react-aria-components/Separator";

import { Kbd } from "./Kbd";
import styles from "./Menu.module.css";

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly note?: string;
  readonly shortcut?: string;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
  /** A line above it. */
  readonly startsGroup?: boolean;
  readonly onAction: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly size?: "office" | "touch";
}

/** The list of a menu; its trigger is {@link MenuButton} or react-aria's `MenuTrigger`. */
export function Menu({ label, entries, size = "office" }: MenuProps) {
  return (
    <Popover className={styles.popover} offset={4}>
      <AriaMenu className={styles.menu} aria-label={label} data-size={size}>
        {entries.flatMap((entry) => [
          ...(entry.startsGroup === true
            ? [<Separator key={`${entry.id}-line`} className={styles.line} />]
            : []),
          <AriaMenuItem
            key={entry.id}
            id={entry.id}
            textValue={entry.label}
            className={styles.item}
            data-danger={entry.isDanger === true ? "" : undefined}
            isDisabled={entry.isDisabled ?? false}
            onAction={entry.onAction}
          >
            {entry.icon}
            <span className={styles.words}>
              <span>{entry.label}</span>
              {entry.note !== undefined && <span className={styles.note}>{entry.note}</span>}
            </span>
            {entry.shortcut !== undefined && <Kbd>{entry.shortcut}</Kbd>}
          </AriaMenuItem>,
        ])}
      </AriaMenu>
    </Popover>
  );
}
