import type { Nudge } from "../tabs/channel";
import type { Engine } from "./engine";

type RoomNudge = Extract<Nudge, { type: "room" }>;

/**
 * What the screens ask of the engine, kept while this tab has none: a tab that takes the lead knows
 * what was asked for before, and who is where.
 */
export class Wishes {
  readonly #rooms = new Map<string, RoomNudge>();
  #wantsReceipt = false;
  #engine: Engine | null = null;

  /** An engine begins, or the last one has ended. */
  serve(engine: Engine | null): void {
    this.#engine = engine;
    if (engine === null) return;
    for (const { action, id } of this.#rooms.values()) engine.room(action, id);
    if (this.#wantsReceipt) engine.wantReceipt();
    this.#wantsReceipt = false;
  }

  /** A screen of any tab asks. */
  hear(nudge: Nudge): void {
    const engine = this.#engine;
    switch (nudge.type) {
      case "written":
        engine?.nudge();
        return;
      case "retry":
        engine?.retryNow();
        return;
      case "receipt":
        if (engine) engine.wantReceipt();
        else this.#wantsReceipt = true;
        return;
      case "room":
        if (nudge.action === "leave_station") this.#rooms.delete(nudge.id);
        else this.#rooms.set(nudge.id, nudge);
        engine?.room(nudge.action, nudge.id);
    }
  }
}
