import { type RefObject, useEffect } from "react";

/** Marks what does not stand whole in sight with `data-cut`, so that no number is read by halves.
 * What is higher than the list is never whole, and not marked. `rows`: what
 * stands there; it is looked at anew when that changes. */
export function useWholeRows(list: RefObject<HTMLElement | null>, rows: readonly unknown[]): void {
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, intersectionRatio, boundingClientRect, rootBounds } of entries) {
          const isCut =
            intersectionRatio < 0.99 && boundingClientRect.height < (rootBounds?.height ?? 0);
          target.toggleAttribute("data-cut", isCut);
        }
      },
      { root: element, threshold: [0, 0.99, 1] },
    );
    for (const row of element.children) observer.observe(row);
    return () => observer.disconnect();
  }, [list, rows]);
}
