import type { StateOf } from "@/ui/StateShape";

/** How long an act can be taken back from its bar, in ms. */
export const UNDO_FOR = 8_000;

/** How long other news stay, in ms. What has a button or went wrong stays longer. */
const SHOWN_FOR = 5_000;
const SHOWN_LONGER_FOR = 12_000;
const AT_MOST = 3;

export interface Action {
  readonly label: string;
  readonly run: () => void;
}

/** Something that was said in passing. */
export interface Toast {
  readonly id: number;
  readonly of: StateOf;
  readonly text: string;
  readonly note?: string | undefined;
  readonly action?: Action | undefined;
  /** It offers to take the act back for so long after `at`. */
  readonly undoes: boolean;
  /** ms since 1970, by this device's own clock. */
  readonly at: number;
  readonly until: number;
}

interface News {
  readonly of?: StateOf;
  readonly text: string;
  readonly note?: string | undefined;
  readonly action?: Action | undefined;
}

/** What is said in passing, at most three things at a time and one undo among them. */
export class Toasts {
  private shown: readonly Toast[] = [];
  private last = 0;
  private readonly listeners = new Set<() => void>();
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();

  constructor(private readonly now: () => number = () => Date.now()) {}

  readonly current = (): readonly Toast[] => this.shown;

  readonly subscribe = (callback: () => void): (() => void) => {
    this.listeners.add(callback);
    return () => this.listeners.delete(callback);
  };

  /** Says something; `received` where nothing else is given. */
  show(news: News): void {
    const of = news.of ?? "received";
    const longer = news.action !== undefined || of === "failed" || of === "needs-you";
    this.put(
      { of, text: news.text, note: news.note, action: news.action, undoes: false },
      longer ? SHOWN_LONGER_FOR : SHOWN_FOR,
    );
  }

  /** Says what was done and offers to take it back. An earlier offer ends: what `u` takes back is
   * always the last act. */
  offerUndo(text: string, label: string, undo: () => void): void {
    this.endUndo();
    this.put(
      { of: "received", text, note: undefined, action: { label, run: undo }, undoes: true },
      UNDO_FOR,
    );
  }

  /** Ends the offer to take an act back: a further act has begun, which is not on the disk yet. */
  endUndo(): void {
    for (const toast of this.shown) if (toast.undoes) this.dismiss(toast.id);
  }

  /** Takes the last act back, if that is still offered. */
  undoLast(): boolean {
    const offer = this.shown.find((toast) => toast.undoes);
    if (offer === undefined) return false;
    this.act(offer.id);
    return true;
  }

  /** Runs what a toast offers, and ends it. */
  act(id: number): void {
    const toast = this.shown.find((each) => each.id === id);
    this.dismiss(id);
    toast?.action?.run();
  }

  dismiss(id: number): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    this.change(this.shown.filter((toast) => toast.id !== id));
  }

  private put(news: Omit<Toast, "id" | "at" | "until">, duration: number): void {
    const id = ++this.last;
    const at = this.now();
    this.timers.set(
      id,
      setTimeout(() => this.dismiss(id), duration),
    );
    const kept = [...this.shown, { ...news, id, at, until: at + duration }];
    for (const toast of kept.slice(0, -AT_MOST)) this.dismiss(toast.id);
    this.change(kept.slice(-AT_MOST));
  }

  private change(shown: readonly Toast[]): void {
    this.shown = shown;
    for (const listener of this.listeners) listener();
  }
}
