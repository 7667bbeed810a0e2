import {
  lazy,
  type ReactElement,
  type ReactNode,
  Suspense,
  useMemo,
  useRef,
  useState,
} from "react";
import { ButtonContext } from "react-aria-components/Button";

// The list comes when it is asked for: cards by the dozen have a menu, and few are ever opened.
const load = () => import("./Menu");
const Menu = lazy(load);

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

interface MenuButtonProps {
  /** The name of the menu. */
  readonly label: string;
  /** What it offers; a function is asked when the menu is opened. */
  readonly entries: readonly MenuEntry[] | (() => readonly MenuEntry[]);
  /** The button: `Button` or `IconButton`. */
  readonly children: ReactElement;
  readonly size?: "office" | "touch";
  /** Where something else opens it, too. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
}

/** A button that opens a menu: by a press, or by the arrow down. */
export function MenuButton({
  label,
  entries,
  children,
  size = "office",
  isOpen,
  onOpenChange,
}: MenuButtonProps) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpenHere, setOpenHere] = useState(false);
  const isShown = isOpen ?? isOpenHere;
  const setOpen = onOpenChange ?? setOpenHere;
  const button = useMemo(
    () => ({
      ref: trigger,
      "aria-haspopup": "menu" as const,
      "aria-expanded": isShown,
      onPressStart: () => void load(),
      onPress: () => setOpen(!isShown),
      onKeyDown: (event: { key: string; preventDefault: () => void }) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        setOpen(true);
      },
    }),
    [isShown, setOpen],
  );
  return (
    <>
      <ButtonContext value={button}>{children}</ButtonContext>
      <Suspense fallback={null}>
        {isShown && (
          <Menu
            label={label}
            entries={typeof entries === "function" ? entries() : entries}
            size={size}
            trigger={trigger}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </>
  );
}
