/** What the tabs of one browser profile tell each other. */

import type { Contact, Happened } from "../api";
import type { Told } from "../screen/screen";

/** What a screen asks of the engine. */
export type Nudge =
  | { readonly type: "written" }
  | { readonly type: "retry" }
  | { readonly type: "receipt" }
  | {
      readonly type: "room";
      readonly action: "join_station" | "leave_station" | "join_role";
      readonly id: string;
    };

/** How the connection is, as the tab that has one says. */
export interface Standing {
  readonly contact: Contact;
  readonly signedOut: string | null;
}

/** Before anything is known. */
export const UNTOLD: Standing = {
  contact: { link: "connecting", last: 0, tell: false, retryAt: 0, problem: null },
  signedOut: null,
};

export type Message =
  | (Told & { readonly type: "changed"; readonly revision: number })
  | { readonly type: "nudge"; readonly nudge: Nudge }
  | ({ readonly type: "standing" } & Standing)
  | { readonly type: "happened"; readonly event: Happened }
  /** Somebody signed in or out, or the browser was enrolled: tokens in memory may be another's. */
  | { readonly type: "people" }
  /** Asks the tab that leads for its standing; it also shows whether it is still there. */
  | { readonly type: "ask" };

/** A line between tabs. Without BroadcastChannel nobody hears, and each tab reads the store again
 * when it comes to the front. */
export class Channel {
  readonly #channel: BroadcastChannel | null;

  constructor(name: string, hear: (message: Message) => void) {
    this.#channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
    if (this.#channel === null) return;
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => {
      hear(data);
    };
  }

  /** All other tabs hear it. */
  say(message: Message): void {
    this.#channel?.postMessage(message);
  }

  close(): void {
    this.#channel?.close();
  }
}
