/** The figures of the pill and the sync centre. */

import type { Live, Receipt, Stats } from "../api";
import { measureStorage, UNKNOWN } from "../store/storage";
import type { Store } from "../store/store";
import { type Standing, UNTOLD } from "../tabs/channel";
import { DerivedView } from "./derived-view";
import type { Beside, Screen } from "./screen";
import type { Conflicting } from "./small-views";

/** Records are counted at most this often; ms. */
const COUNT_MS = 1_000;

/** So long after the start: the browser reads the whole store for it, and the screens come first.
 * While a first pull is under way, nothing else tells how far it is. ms. */
const FIRST_COUNT_MS = 4_000;

/** What is worked out anew. */
type Derived = Pick<DerivedView<unknown>, "isOpen" | "refresh">;

export class Figures {
  readonly stats: DerivedView<Stats>;
  readonly receipt: DerivedView<Receipt | null>;
  #standing = UNTOLD;
  #records: number | null = null;
  #photos: number | undefined;
  #storage = UNKNOWN;
  #countedAt = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: Store,
    private readonly screen: Screen,
    private readonly conflicts: () => Live<readonly Conflicting[]>,
  ) {
    const { notices } = screen;
    this.stats = new DerivedView<Stats>(
      notices,
      () => this.#stats(),
      (view) => this.#follow(view),
    );
    this.receipt = new DerivedView<Receipt | null>(
      notices,
      () => this.#receipt(),
      (view) => this.#followReceipt(view),
    );
  }

  /** More is known of the connection. */
  stand(standing: Standing): void {
    this.#standing = standing;
    this.stats.refresh();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.stats.end();
    this.receipt.end();
  }

  #stats(): Stats | undefined {
    const conflicts = this.conflicts().current();
    if (conflicts === undefined || this.#photos === undefined) return undefined;
    const { session, tally } = this.screen;
    const { contact, signedOut } = this.#standing;
    const { waiting, sent, needsYou } = tally.counts();
    // What was on its way when the contact was lost is sent again: until then it waits.
    const isLost = contact.link === "offline";
    return {
      waiting: isLost ? waiting + sent : waiting,
      sent: isLost ? 0 : sent,
      needsYou,
      conflicts: conflicts.length,
      photos: this.#photos,
      records: this.#records,
      contact: { ...contact, last: Math.max(contact.last, session?.contact ?? 0) },
      complete: session !== null && session.pull !== "bootstrap",
      upgrade: session?.upgrade ?? false,
      signedOut,
      storage: this.#storage,
    };
  }

  #receipt(): Receipt | null | undefined {
    const { session, overlay } = this.screen;
    if (this.#photos === undefined) return undefined;
    if (session?.receipt == null || overlay.proposed > 0 || this.#photos > 0) return null;
    const { n, position, at } = session.receipt;
    return n === session.last && n === session.after[0] ? { n, position, at } : null;
  }

  #follow(view: Derived): () => void {
    const stops = [
      this.#followReceipt(view),
      this.conflicts().subscribe(() => view.refresh()),
      this.screen.onChanged(() => this.#countLater()),
    ];
    this.#countLater();
    return () => {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      for (const stop of stops) stop();
    };
  }

  #followReceipt(view: Derived): () => void {
    this.#countPhotos(view);
    return this.screen.onChanged((beside: Beside) => {
      if (beside.blobs || beside.anew) this.#countPhotos(view);
      view.refresh();
    });
  }

  #countPhotos(view: Derived): void {
    this.screen.attempt(
      async () => {
        this.#photos = await this.store.blobs.waiting();
        view.refresh();
      },
      () => {
        if (view.isOpen) this.#countPhotos(view);
      },
    );
  }

  /** Counts the records where the base has changed since, but not all the time. */
  #countLater(): void {
    if (this.#timer !== undefined || this.#countedAt === this.screen.baseTurn) return;
    const isFirst = this.#records === null;
    const isPulling = this.screen.session?.pull === "bootstrap";
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#count();
      },
      isFirst ? (isPulling ? 0 : FIRST_COUNT_MS) : COUNT_MS,
    );
  }

  #count(): void {
    this.#countedAt = this.screen.baseTurn;
    this.screen.attempt(
      async () => {
        const { database, base } = this.store;
        // Counting takes its time: it must not stand in the way of what a person writes.
        this.#records = await database.read(database.recordTables, () => base.count());
        this.stats.refresh();
        this.#storage = await measureStorage();
        this.stats.refresh();
        this.#countLater();
      },
      () => {
        if (this.stats.isOpen) this.#count();
      },
    );
  }
}
