import { createContext, useContext } from "react";

import { Toasts } from "./toasts";

export const ToastsContext = createContext<Toasts | null>(null);

/** Says things in passing. */
export function useToast(): Toasts {
  const toasts = useContext(ToastsContext);
  if (toasts === null) throw new Error("useToast outside of ToastsContext");
  return toasts;
}
