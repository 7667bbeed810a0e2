import { useSyncExternalStore } from "react";

/** What Chromium hands a page that may offer its own installation. */
interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

/** `offered`: one tap installs it. `by-hand`: the browser's own menu does. */
export type InstallState = "offered" | "by-hand" | "installed" | "unknown";

const listeners = new Set<() => void>();
let offer: InstallEvent | null = null;
let isInstalled = false;

function tell(): void {
  for (const listener of listeners) listener();
}

/** Listens for the offer, which comes before the page has been drawn. */
export function startInstall(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event as InstallEvent;
    tell();
  });
  addEventListener("appinstalled", () => {
    isInstalled = true;
    offer = null;
    tell();
  });
}

function current(): InstallState {
  if (isInstalled || matchMedia("(display-mode: standalone)").matches) return "installed";
  if (offer !== null) return "offered";
  return /iPhone|iPad/.test(navigator.userAgent) ? "by-hand" : "unknown";
}

/** Asks the browser to install the app; it asks the person. */
export async function install(): Promise<void> {
  const taken = offer;
  offer = null;
  tell();
  await taken?.prompt();
}

/** Whether the app can be installed here. */
export function useInstall(): InstallState {
  return useSyncExternalStore((callback) => {
    listeners.add(callback);
    return () => listeners.delete(callback);
  }, current);
}
