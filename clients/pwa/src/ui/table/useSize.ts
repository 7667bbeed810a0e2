import { type RefObject, useEffect, useState } from "react";

/** How wide and high an element is, in rem (so that larger text counts as less room), what a rem is
 * in pixels, and whether fingers are what it is worked with. */
export interface Size {
  readonly width: number;
  readonly height: number;
  readonly rem: number;
  readonly coarse: boolean;
}

const UNKNOWN: Size = { width: 64, height: 48, rem: 16, coarse: false };

/** Watches an element's size. */
export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>(UNKNOWN);
  useEffect(() => {
    const watched = element.current;
    if (watched === null || typeof ResizeObserver === "undefined") return;
    const measure = (): void => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      const width = Math.round((watched.clientWidth / rem) * 10) / 10;
      const height = Math.round((watched.clientHeight / rem) * 10) / 10;
      const coarse = matchMedia("(pointer: coarse)").matches;
      setSize((before) =>
        before.width === width &&
        before.height === height &&
        before.rem === rem &&
        before.coarse === coarse
          ? before
          : { width, height, rem, coarse },
      );
    };
    const observer = new ResizeObserver(measure);
    observer.observe(watched);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return size;
}
