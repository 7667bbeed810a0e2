import { useEffect } from "react";

import { usePalette } from "@/app/palette/palette-context";
import { useToast } from "@/app/toasts/toasts-context";

import { isCovered, isTyping } from "./is-typing";
import { useShortcutHelp } from "./shortcut-help";

/** The keys that work on every screen. */
export function useGlobalKeys(): void {
  const palette = usePalette();
  const help = useShortcutHelp();
  const toasts = useToast();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        if (palette.isOpen) palette.close();
        else palette.open();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || isCovered()) return;
      if (event.key === "?") help.open();
      else if (event.key === "u" && toasts.undoLast()) event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
    };
  }, [palette, help, toasts]);
}
