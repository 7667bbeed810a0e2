import { useSyncExternalStore } from "react";
import type { Workbox } from "workbox-window";

/** `ready`: a new version is here and waits. `taken`: another tab has switched to it already. */
export type UpdateState = "none" | "ready" | "taken";

const LOOK_AGAIN_MS = 60 * 60_000;

const listeners = new Set<() => void>();
let state: UpdateState = "none";
let worker: Workbox | null = null;
/** The person asked for it here: then the page starts anew when the new version has taken over. */
let isAsked = false;

function become(next: UpdateState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** Keeps the pages for the time without contact, and watches out for newer ones. */
export async function startUpdates(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  // The screen comes first.
  const { Workbox } = await import("workbox-window");
  const workbox = new Workbox("/sw.js");
  worker = workbox;
  workbox.addEventListener("waiting", () => {
    become("ready");
  });
  workbox.addEventListener("controlling", (event) => {
    if (isAsked) location.reload();
    else if (event.isUpdate === true) become("taken");
  });
  const look = (): void => {
    // Without contact there is nothing new; it is looked for again.
    workbox.update().catch(() => undefined);
  };
  workbox.register().catch(() => undefined);
  setInterval(look, LOOK_AGAIN_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look();
  });
}

/** Switches to the new version. What waits to be sent lies in the store and is not touched. */
export function takeUpdate(): void {
  isAsked = true;
  if (state === "taken" || worker === null) location.reload();
  else worker.messageSkipWaiting();
}

/** Whether there is a newer version. */
export function useUpdate(): UpdateState {
  return useSyncExternalStore(
    (callback) => {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    () => state,
  );
}
