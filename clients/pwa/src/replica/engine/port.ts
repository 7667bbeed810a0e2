/** What the engine needs of the store beneath it and of the screens above it. */

import type { Contact, Happened } from "../api";
import type { Store } from "../store/store";

/** Everything durable. What changes on the screen by a call is published by the store itself, in
 * all tabs. A disk that fails is a Problem `device/storage`. */
export type EngineStore = Pick<
  Store,
  "session" | "step" | "queue" | "sent" | "refuse" | "unsettled" | "vectors" | "forget" | "clear"
>;

/** What the engine tells the screens. */
export interface EngineScreen {
  setContact(contact: Contact): void;
  /** Null where somebody is signed in for reading; else the code of what keeps them out. */
  setSignedOut(code: string | null): void;
  happened(event: Happened): void;
}
