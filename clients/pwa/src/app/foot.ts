import { useEffect, useRef, type RefObject } from "react";

/** Keeps `--foot` as high as the bar at the foot of the screen: what is said in passing stands
 * above it, wherever text makes it grow. */
export function useFoot<E extends HTMLElement>(): RefObject<E | null> {
  const bar = useRef<E>(null);
  useEffect(() => {
    const { style } = document.documentElement;
    const element = bar.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      style.setProperty("--foot", `${element.offsetHeight}px`);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty("--foot");
    };
  }, []);
  return bar;
}
