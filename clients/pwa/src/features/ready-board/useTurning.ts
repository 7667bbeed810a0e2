import { type RefObject, useEffect } from "react";

/** ms that a page of numbers stands: long enough to find one's own from across the hall. */
const STANDS = 7_000;

/** Turns a list that does not fit page by page, and begins again at its end. It rests while
 * somebody touches it or has the focus in it. */
export function useTurning(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const turn = () => {
      if (element.matches(":hover, :focus-within")) return;
      const rest = element.scrollHeight - element.clientHeight - element.scrollTop;
      if (element.scrollHeight - element.clientHeight <= 1) return;
      if (rest <= 1) element.scrollTo({ top: 0 });
      else element.scrollBy({ top: rowCutOff(element) });
    };
    const timer = setInterval(turn, STANDS);
    return () => clearInterval(timer);
  }, [list]);
}

/** How far below the top of the list the first row stands that is not to be seen whole, px: the next
 * page begins with it, so that no number is cut on every page. A row higher than the list is turned
 * by the list's height. */
function rowCutOff(list: HTMLElement): number {
  const frame = list.getBoundingClientRect();
  const cut = [...list.children].find(
    (row) => row.getBoundingClientRect().bottom > frame.bottom + 1,
  );
  const below = cut === undefined ? 0 : cut.getBoundingClientRect().top - frame.top;
  return below > 1 ? below : list.clientHeight;
}
