import { type RefObject, useLayoutEffect, useRef } from "react";

const MOVE = { duration: 160, easing: "cubic-bezier(0.2, 0.7, 0.2, 1)" };

/** Lets cards slide to where they went instead of jumping, and new ones grow out of their place.
 * `order`: changes whenever a card may have moved. */
export function useMoves(board: RefObject<HTMLElement | null>, order: unknown): void {
  const places = useRef<ReadonlyMap<string, DOMRect> | null>(null);
  useLayoutEffect(() => {
    const cards = board.current?.querySelectorAll<HTMLElement>("[data-ticket]") ?? [];
    const before = places.current;
    const after = new Map<string, DOMRect>();
    const mayMove = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (const card of cards) {
      const id = card.dataset["ticket"] ?? "";
      const place = card.getBoundingClientRect();
      after.set(id, place);
      if (before === null || !mayMove || place.width === 0) continue;
      const was = before.get(id);
      if (was === undefined) {
        card.animate([{ opacity: 0, scale: "0.96" }, {}], MOVE);
      } else if (was.width > 0 && (was.x !== place.x || was.y !== place.y)) {
        const from = `${was.x - place.x}px ${was.y - place.y}px`;
        card.animate([{ translate: from, zIndex: 1 }, { zIndex: 1 }], MOVE);
      }
    }
    places.current = after;
  }, [board, order]);
}
