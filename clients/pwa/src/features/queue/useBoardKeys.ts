import { type RefObject, useEffect } from "react";

import { nextPlace, type Way } from "./places";

const WAYS: Readonly<Record<string, Way>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** The board by keys: arrows go to the card beside, `j` and `k` to the next and the previous one,
 * Enter is the card's own, `m` opens its menu. */
export function useBoardKeys(board: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, target } = event;
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
      if (isElsewhere(target, board.current)) return;
      const cards = [
        ...(board.current?.querySelectorAll<HTMLElement>("[data-ticket-target]") ?? []),
      ].filter(isInSight);
      const here = cards.findIndex((card) => card.closest("[data-ticket]")?.contains(focused()));
      const next = nextCard(cards, here, key);
      if (next !== undefined) {
        event.preventDefault();
        cards[next]?.focus();
        cards[next]?.scrollIntoView({ block: "nearest" });
      } else if (key === "m" && here >= 0) {
        event.preventDefault();
        cards[here]
          ?.closest("[data-ticket]")
          ?.querySelector<HTMLElement>("[data-ticket-menu]")
          ?.click();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [board]);
}

const focused = () => document.activeElement;

/** On a narrow screen only one column is there. */
function isInSight(card: HTMLElement): boolean {
  const column = card.closest("[data-column-of]");
  return column !== null && getComputedStyle(column).display !== "none";
}

/** Keys in a field, in a menu or in a dialog are not the board's. */
function isElsewhere(target: EventTarget | null, board: HTMLElement | null): boolean {
  return target !== document.body && !(target instanceof Node && board?.contains(target));
}

function nextCard(cards: readonly HTMLElement[], here: number, key: string): number | undefined {
  if (cards.length === 0) return undefined;
  const way = WAYS[key];
  if (key === "j" || key === "k" || way !== undefined) {
    if (here < 0) return 0;
  }
  if (key === "j") return Math.min(here + 1, cards.length - 1);
  if (key === "k") return Math.max(here - 1, 0);
  if (way === undefined) return undefined;
  const boxes = cards.map((card) => card.getBoundingClientRect());
  return nextPlace(boxes, here, way) ?? here;
}
