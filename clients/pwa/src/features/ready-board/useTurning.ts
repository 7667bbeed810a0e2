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
      else element.scrollBy({ top: element.clientHeight * 0.9 });
    };
    const timer = setInterval(turn, STANDS);
    return () => clearInterval(timer);
  }, [list]);
}
