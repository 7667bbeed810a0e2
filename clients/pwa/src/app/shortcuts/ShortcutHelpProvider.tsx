import { useMemo, useState, type ReactNode } from "react";

import { ShortcutHelpContext } from "./shortcut-help";

/** Remembers whether the list of keys is open. */
export function ShortcutHelpProvider({ children }: { readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const control = useMemo(
    () => ({
      isOpen,
      open: () => {
        setOpen(true);
      },
      close: () => {
        setOpen(false);
      },
    }),
    [isOpen],
  );
  return <ShortcutHelpContext value={control}>{children}</ShortcutHelpContext>;
}
