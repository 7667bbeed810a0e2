import { createContext, useContext } from "react";

/** Opens the command palette. */
export interface PaletteControl {
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
}

export const PaletteContext = createContext<PaletteControl | null>(null);

export function usePalette(): PaletteControl {
  const control = useContext(PaletteContext);
  if (control === null) throw new Error("usePalette outside of PaletteContext");
  return control;
}
