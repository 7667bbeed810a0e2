import { type RefObject, useEffect, useState } from "react";

/** How many of a scrolling list's entries lie below what is in sight. `length`: of the list; it is
 * looked at anew when that changes. */
export function useBelow(list: RefObject<HTMLElement | null>, length: number): number {
  const [below, setBelow] = useState(0);
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const look = () => {
      const foot = element.scrollTop + element.clientHeight;
      // By their places in the list, not on the screen, where they may still be moving. Half a
      // card is enough to know that it is there.
      const isHidden = (entry: HTMLElement) => entry.offsetTop + entry.offsetHeight / 2 > foot;
      const entries = [...element.querySelectorAll<HTMLElement>("[data-ticket]")];
      setBelow(element.clientHeight === 0 ? 0 : entries.filter(isHidden).length);
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      observer.disconnect();
    };
  }, [list, length]);
  return below;
}
