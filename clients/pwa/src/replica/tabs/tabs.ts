/**
 * Several tabs of one browser profile are one replica: each reads and writes the store, one of them
 * syncs, and each tells the others what it changed. Nothing hangs on a message: who missed one
 * notices by the number of the transaction, and reads the store again.
 */

import type { Contact, Happened } from "../api";
import type { Screen } from "../screen/screen";
import type { Change } from "../store/change";
import type { Head } from "../store/rows";
import type { Store } from "../store/store";
import { Channel, type Message, type Nudge, type Standing, UNTOLD } from "./channel";
import { Leadership } from "./leadership";
import { followLifecycle, isSeen } from "./lifecycle";
import { byLease, byLock, type Locks } from "./office";
import { Revisions } from "./revisions";

export interface TabOptions {
  /** Of the database; tabs of the same name are one replica. */
  readonly name: string;
  /** Null where the browser has no Web Locks. */
  readonly locks: Locks | null;
  /** Tells this tab from the others. */
  readonly tab: string;
  /** ms since 1970. */
  readonly now: () => number;
}

export interface TabListener {
  stand(standing: Standing): void;
  happened(event: Happened): void;
}

export class Tabs {
  readonly #channel: Channel;
  readonly #revisions: Revisions;
  readonly #nudged = new Set<(nudge: Nudge) => void>();
  readonly #people = new Set<() => void>();
  readonly #stops: (() => void)[] = [];
  #leadership: Leadership | null = null;
  #standing = UNTOLD;

  /** `revision`: what the screen has been read of. */
  constructor(
    private readonly options: TabOptions,
    private readonly store: Store,
    private readonly screen: Screen,
    revision: number,
    private readonly listener: TabListener,
  ) {
    this.#channel = new Channel(`fieldpost/${options.name}`, (message) => this.#hear(message));
    this.#revisions = new Revisions(revision, () => this.#reload());
    this.#stops.push(
      store.onChange((change, head) => this.#changed(change, head)),
      followLifecycle({ woken: () => this.#woken(), frozen: () => this.#leadership?.freeze() }),
    );
    this.#channel.say({ type: "ask" });
  }

  /** Stands for the office of the tab that syncs; see `Leadership`. What is returned ends it. */
  lead(run: (until: AbortSignal) => Promise<void>): () => void {
    const { name, locks, tab, now } = this.options;
    const office =
      locks === null ? byLease(this.store.database, tab, now) : byLock(locks, `fieldpost/${name}`);
    const ask = () => this.#channel.say({ type: "ask" });
    const leadership = new Leadership({ office, ask, isSeen }, run);
    this.#leadership = leadership;
    return () => {
      leadership.close();
      if (this.#leadership === leadership) this.#leadership = null;
    };
  }

  get isLeader(): boolean {
    return this.#leadership?.isLeader ?? false;
  }

  /** Calls back for each nudge, of this tab and of others; what is returned ends it. */
  onNudge(listener: (nudge: Nudge) => void): () => void {
    this.#nudged.add(listener);
    return () => this.#nudged.delete(listener);
  }

  /** The engine should know, wherever it runs. */
  nudge(nudge: Nudge): void {
    if (!this.isLeader) this.#channel.say({ type: "nudge", nudge });
    this.#nudge(nudge);
  }

  /** Somebody signed in or out in this tab, or it enrolled the browser. */
  peopleChanged(): void {
    this.#channel.say({ type: "people" });
    this.#nudge({ type: "retry" });
  }

  /** Calls back where another tab did so; what is returned ends it. */
  onPeopleChanged(listener: () => void): () => void {
    this.#people.add(listener);
    return () => this.#people.delete(listener);
  }

  /** The engine of this tab knows more of the connection. */
  setContact(contact: Contact): void {
    this.#stand({ ...this.#standing, contact });
  }

  setSignedOut(signedOut: string | null): void {
    this.#stand({ ...this.#standing, signedOut });
  }

  /** The engine of this tab heard an event. */
  happened(event: Happened): void {
    this.#channel.say({ type: "happened", event });
    this.listener.happened(event);
  }

  close(): void {
    this.#leadership?.close();
    for (const stop of this.#stops) stop();
    this.#revisions.close();
    this.#channel.close();
  }

  #changed(change: Change, head: Head): void {
    const { revision } = head;
    this.screen.apply(change, head);
    if (change.anew) this.#reload();
    else this.#revisions.note(revision);
    const { anew, series, blobs, rows } = change;
    const keys = [...change.records].flatMap(([entity, byId]) =>
      Array.from(byId.keys(), (id) => [entity, id] as const),
    );
    const seqs = rows.map(({ seq }) => seq);
    this.#channel.say({ type: "changed", revision, anew, series, blobs, keys, seqs });
  }

  #hear(message: Message): void {
    switch (message.type) {
      case "changed":
        this.#told(message);
        return;
      case "nudge":
        this.#nudge(message.nudge);
        return;
      case "standing":
        this.#leadership?.heard();
        if (!this.isLeader) this.listener.stand(message);
        return;
      case "happened":
        this.listener.happened(message.event);
        return;
      case "people":
        for (const listener of [...this.#people]) listener();
        this.#nudge({ type: "retry" });
        return;
      case "ask":
        if (this.isLeader) this.#say(this.#standing);
    }
  }

  #nudge(nudge: Nudge): void {
    for (const listener of [...this.#nudged]) listener(nudge);
  }

  #stand(standing: Standing): void {
    this.#standing = standing;
    this.listener.stand(standing);
    this.#say(standing);
  }

  #say({ contact, signedOut }: Standing): void {
    this.#channel.say({ type: "standing", contact, signedOut });
  }

  #woken(): void {
    this.#leadership?.resume();
    this.#attempt(async () => this.#revisions.check((await this.store.head()).revision));
  }

  #told(message: Message & { readonly type: "changed" }): void {
    if (message.anew) this.#reload();
    else {
      this.#attempt(async () => {
        await this.screen.hear(message);
        this.#revisions.note(message.revision);
      });
    }
  }

  #reload(): void {
    this.#attempt(async () => this.#revisions.reached(await this.screen.load()));
  }

  /** Where the store cannot be read now, it is tried again. */
  #attempt(read: () => Promise<void>): void {
    this.screen.attempt(read, () => this.#attempt(read));
  }
}
