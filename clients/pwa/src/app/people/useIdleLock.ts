import { useEffect } from "react";

import { lastTouch, touched } from "./last-touch";
import { usePeople, useRoster } from "./people-context";

const SIGNS = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

/** Locks after the chosen time without a touch, in whichever tab. */
export function useIdleLock(): void {
  const people = usePeople();
  const { idleMinutes, present } = useRoster();
  useEffect(() => {
    if (idleMinutes === 0 || present === null) return;
    const touch = (): void => {
      touched(Date.now());
    };
    touch();
    // A timer may sleep with the tablet; what counts is how long it has been.
    const look = (): void => {
      if (Math.abs(Date.now() - lastTouch()) >= idleMinutes * 60_000) void people.lock();
    };
    const timer = setInterval(look, 5_000);
    document.addEventListener("visibilitychange", look);
    for (const sign of SIGNS) addEventListener(sign, touch, { passive: true });
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      for (const sign of SIGNS) removeEventListener(sign, touch);
    };
  }, [people, idleMinutes, present]);
}
