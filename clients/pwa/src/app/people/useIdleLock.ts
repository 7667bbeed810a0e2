import { useEffect } from "react";

import { usePeople, useRoster } from "./people-context";

const SIGNS = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

/** Locks after the chosen time without a touch. */
export function useIdleLock(): void {
  const people = usePeople();
  const { idleMinutes, present } = useRoster();
  useEffect(() => {
    if (idleMinutes === 0 || present === null) return;
    let last = Date.now();
    const touched = (): void => {
      last = Date.now();
    };
    // A timer may sleep with the tablet; what counts is how long it has been.
    const look = (): void => {
      if (Date.now() - last >= idleMinutes * 60_000) void people.lock();
    };
    const timer = setInterval(look, 5_000);
    document.addEventListener("visibilitychange", look);
    for (const sign of SIGNS) addEventListener(sign, touched, { passive: true });
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      for (const sign of SIGNS) removeEventListener(sign, touched);
    };
  }, [people, idleMinutes, present]);
}
