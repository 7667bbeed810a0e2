import { type RefObject, useLayoutEffect, useRef } from "react";

const MOVE = { duration: 160, easing: "cubic-bezier(0.2, 0.7, 0.2, 1)" };

/** Where a card stands, as if nothing was scrolled. */
interface Spot {
  readonly x: number;
  readonly y: number;
  readonly isShown: boolean;
}

/** Lets cards slide to where they went instead of jumping, and new ones grow out of their place.
 * `order`: changes whenever a card may have moved. */
export function useMoves(board: RefObject<HTMLElement | null>, order: unknown): void {
  const spots = useRef<ReadonlyMap<string, Spot> | null>(null);
  const moving = useRef<readonly Animation[]>([]);
  useLayoutEffect(() => {
    const cards = board.current?.querySelectorAll<HTMLElement>("[data-ticket]") ?? [];
    const before = spots.current;
    const after = new Map<string, Spot>();
    // A card that still slides is taken for where it goes. All are stopped before the first is
    // looked at: the page is laid out once, not once a card.
    for (const animation of moving.current) animation.cancel();
    const begun: Animation[] = [];
    const mayMove = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (const card of cards) {
      const id = card.dataset["ticket"] ?? "";
      const spot = spotOf(card);
      after.set(id, spot);
      if (before === null || !mayMove || !spot.isShown) continue;
      const was = before.get(id);
      if (was === undefined) {
        begun.push(card.animate([{ opacity: 0, scale: "0.96" }, {}], MOVE));
      } else if (was.isShown && (was.x !== spot.x || was.y !== spot.y)) {
        const from = `${String(was.x - spot.x)}px ${String(was.y - spot.y)}px`;
        begun.push(card.animate([{ translate: from, zIndex: 1 }, { zIndex: 1 }], MOVE));
      }
    }
    spots.current = after;
    moving.current = begun;
  }, [board, order]);
}

function spotOf(card: HTMLElement): Spot {
  const { x, y, width } = card.getBoundingClientRect();
  return { x, y: y + (card.parentElement?.scrollTop ?? 0), isShown: width > 0 };
}
