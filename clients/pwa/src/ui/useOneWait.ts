import { type RefObject, useLayoutEffect, useRef } from "react";

/** Skeletons that follow each other within so many ms are one wait. */
const SAME_WAIT_MS = 100;

/** Skeletons on the page; when the present wait began, and when the last one went. */
let standing = 0;
let began = 0;
let ended = -Infinity;

/** Hands an element as `--waited` how long the page had been waiting when it came: what takes
 * another skeleton's place goes on with its wait instead of beginning one. */
export function useOneWait<E extends HTMLElement>(): RefObject<E | null> {
  const element = useRef<E>(null);
  useLayoutEffect(() => {
    const now = performance.now();
    if (standing === 0 && now - ended > SAME_WAIT_MS) began = now;
    standing += 1;
    element.current?.style.setProperty("--waited", `${Math.round(now - began)}ms`);
    return () => {
      standing -= 1;
      ended = performance.now();
    };
  }, []);
  return element;
}
