import { createContext, useContext } from "react";

/** Opens the list of keys. */
export interface ShortcutHelpControl {
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
}

export const ShortcutHelpContext = createContext<ShortcutHelpControl | null>(null);

export function useShortcutHelp(): ShortcutHelpControl {
  const control = useContext(ShortcutHelpContext);
  if (control === null) throw new Error("useShortcutHelp outside of ShortcutHelpContext");
  return control;
}
