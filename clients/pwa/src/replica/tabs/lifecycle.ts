/** What the browser does to a tab: shows and hides it, freezes it, wakes it up. */

export interface Lifecycle {
  /** It is looked at again, or goes on after a sleep: messages may have been missed. */
  readonly woken: () => void;
  /** It is about to be stopped for a while. */
  readonly frozen: () => void;
}

/** Follows this tab; what is returned ends it. Nothing happens where there is no document. */
export function followLifecycle({ woken, frozen }: Lifecycle): () => void {
  if (typeof document === "undefined") return () => undefined;
  const ended = new AbortController();
  const { signal } = ended;
  const seen = () => {
    if (isSeen()) woken();
  };
  document.addEventListener("visibilitychange", seen, { signal });
  document.addEventListener("resume", woken, { signal });
  document.addEventListener("freeze", frozen, { signal });
  window.addEventListener("pageshow", woken, { signal });
  window.addEventListener("pagehide", frozen, { signal });
  return () => ended.abort();
}

/** Whether people look at this tab. */
export function isSeen(): boolean {
  return typeof document === "undefined" || document.visibilityState === "visible";
}
