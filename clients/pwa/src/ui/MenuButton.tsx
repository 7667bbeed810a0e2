import type { ReactElement } from "react";
import { MenuTrigger } from "react-aria-components/Menu";

import { Menu, type MenuEntry } from "./Menu";

interface MenuButtonProps {
  /** The name of the menu. */
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  /** The button: `Button` or `IconButton`. */
  readonly children: ReactElement;
  readonly size?: "office" | "touch";
}

/** A button that opens a menu. */
export function MenuButton({ label, entries, children, size = "office" }: MenuButtonProps) {
  return (
    <MenuTrigger>
      {children}
      <Menu label={label} entries={entries} size={size} />
    </MenuTrigger>
  );
}
