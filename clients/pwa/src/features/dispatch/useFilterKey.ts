import { useEffect, type RefObject } from "react";

import { isCovered, isTyping } from "@/app/shortcuts/is-typing";

/** The key `/` goes to the screen's first filter. */
export function useFilterKey(screen: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event) || isCovered()) return;
      const filter = screen.current?.querySelector<HTMLElement>("[data-filter] button");
      if (!filter) return;
      event.preventDefault();
      filter.focus();
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
    };
  }, [screen]);
}
