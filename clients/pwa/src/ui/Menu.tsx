import type { RefObject } from "react";
import { Menu as AriaMenu, MenuItem as AriaMenuItem } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Separator } from "react-aria-components/Separator";

import { classes } from "@/ui/classes";

import { Kbd } from "./Kbd";
import styles from "./Menu.module.css";
import type { MenuEntry } from "./MenuButton";
import list from "./OpenList.module.css";

interface MenuProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly size: "office" | "touch";
  /** The button beside which it stands. */
  readonly trigger: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** The open list of a menu; its button is {@link MenuButton}. */
export default function Menu({ label, entries, size, trigger, onClose }: MenuProps) {
  return (
    <Popover
      className={classes(list.popover, styles.popover)}
      aria-label={label}
      offset={4}
      trigger="MenuTrigger"
      triggerRef={trigger}
      placement="bottom start"
      isOpen
      onOpenChange={onClose}
    >
      <AriaMenu
        className={classes(list.list, styles.menu)}
        aria-label={label}
        data-size={size}
        autoFocus="first"
        onClose={onClose}
      >
        {entries.flatMap((entry) => [
          ...(entry.startsGroup === true
            ? [<Separator key={`${entry.id}-line`} className={styles.line} />]
            : []),
          <AriaMenuItem
            key={entry.id}
            id={entry.id}
            textValue={entry.label}
            className={classes(list.item, styles.item)}
            data-danger={entry.isDanger === true ? "" : undefined}
            isDisabled={entry.isDisabled ?? false}
            onAction={entry.onAction}
          >
            {entry.icon}
            <span className={list.words}>
              <span>{entry.label}</span>
              {entry.note !== undefined && <span className={list.note}>{entry.note}</span>}
            </span>
            {entry.shortcut !== undefined && <Kbd>{entry.shortcut}</Kbd>}
          </AriaMenuItem>,
        ])}
      </AriaMenu>
    </Popover>
  );
}
