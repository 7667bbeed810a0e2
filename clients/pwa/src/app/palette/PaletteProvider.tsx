import { useMemo, useState, type ReactNode } from "react";

import { PaletteContext } from "./palette-context";

/** Remembers whether the palette is open. */
export function PaletteProvider({ children }: { readonly children: ReactNode }) {
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
  return <PaletteContext value={control}>{children}</PaletteContext>;
}
