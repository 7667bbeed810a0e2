import { useEffect, useState } from "react";

/** Whether the screen stays awake while a board is shown. `missing`: this browser cannot;
 * `refused`: it would not, for instance because the battery is low. */
export type WakeState = "awake" | "missing" | "refused" | "resting";

/** Keeps the screen awake as long as the caller is shown. The lock goes whenever the page is
 * hidden, so it is asked for again each time it comes back. */
export function useWakeLock(): WakeState {
  const isThere = "wakeLock" in navigator;
  const [state, setState] = useState<WakeState>(isThere ? "resting" : "missing");
  useEffect(() => {
    if (!isThere) return;
    let lock: WakeLockSentinel | null = null;
    let isGone = false;
    const ask = async () => {
      if (document.visibilityState !== "visible" || (lock !== null && !lock.released)) return;
      try {
        const got = await navigator.wakeLock.request("screen");
        // The page may have gone while the browser made up its mind.
        if (isGone) return void got.release();
        lock = got;
        lock.addEventListener("release", () => !isGone && setState("resting"));
        setState("awake");
      } catch {
        if (!isGone) setState("refused");
      }
    };
    const again = () => void ask();
    again();
    document.addEventListener("visibilitychange", again);
    return () => {
      isGone = true;
      document.removeEventListener("visibilitychange", again);
      void lock?.release();
    };
  }, [isThere]);
  return state;
}
