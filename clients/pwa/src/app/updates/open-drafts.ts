import { useEffect } from "react";

const open = new Set<symbol>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Says that something is being typed that no reload may interrupt. */
export function useOpenDraft(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return;
    const own = Symbol("draft");
    open.add(own);
    tell();
    return () => {
      open.delete(own);
      tell();
    };
  }, [isOpen]);
}

/** Whether somebody is typing. */
export function hasOpenDraft(): boolean {
  return open.size > 0;
}

export function onOpenDrafts(callback: () => void): () => void {
  listeners.add(callback);
  return () => listeners.delete(callback);
}
