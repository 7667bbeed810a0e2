import type { Document } from "../core/types";
import type { Database } from "../store/database";
import { type Compare, comparerOf, isSame, type Match, matcherOf, type Question } from "./matching";
import type { Overlay } from "./overlay";
import { find } from "./reading";
import { type Host, RecordView } from "./record-view";

/** A limited list keeps so many more in hand, so that one that goes is replaced at once. */
const RESERVE = 32;

/**
 * The records that a question asks for, in order. It is read once; after that each changed record
 * is put into its place, or taken out.
 */
export class ListView extends RecordView<readonly Document[]> {
  readonly #match: Match;
  readonly #compare: Compare;
  readonly #limit: number;
  /** The first ones of all that match, in order, without a gap. */
  #known: Document[] = [];
  readonly #byId = new Map<string, Document>();
  /** Nothing matches beyond what is known. */
  #isAll = false;
  #isRead = false;
  #snapshot: readonly Document[] | undefined;

  constructor(
    host: Host,
    private readonly database: Database,
    private readonly overlay: Overlay,
    private readonly question: Question,
  ) {
    super(host, question.entity);
    this.#match = matcherOf(question);
    this.#compare = comparerOf(question);
    this.#limit = question.limit ?? Infinity;
  }

  override peek(_entity: string, id: string): Document | undefined {
    return this.#byId.get(id);
  }

  override put(_entity: string, id: string, document: Document | null): void {
    if (!this.#isRead) return;
    const there = this.#byId.get(id);
    const wanted = document !== null && this.#match(document) ? document : null;
    if (there === undefined && wanted === null) return;
    if (there !== undefined && wanted !== null && isSame(there, wanted)) return;
    if (there !== undefined) this.#remove(there);
    if (wanted !== null) this.#insert(wanted);
    if (!this.#isAll && this.#known.length < this.#limit) this.refill();
  }

  protected override value(): readonly Document[] | undefined {
    if (this.#isRead) this.#snapshot ??= this.#known.slice(0, this.#limit);
    return this.#snapshot;
  }

  protected override async read(): Promise<() => void> {
    const { entity } = this.question;
    // Own mutations may take as many of them away.
    const wanted = this.#limit + RESERVE + this.overlay.ids(entity).length;
    const { documents, isAll } = await find(this.database, this.question, this.#match, wanted);
    return () => {
      const last = isAll ? undefined : [...documents].sort(this.#compare).at(-1);
      const touched = this.overlay.ids(entity);
      const beneath = new Map(documents.map((document) => [document.id, document]));
      const own = touched.flatMap((id) => this.#shown(id, beneath.get(id)));
      for (const id of touched) beneath.delete(id);
      const all = [...beneath.values(), ...own].sort(this.#compare);
      const reached =
        last === undefined ? all : all.filter((each) => this.#compare(each, last) <= 0);
      this.#take(reached, isAll);
    };
  }

  protected override forget(): void {
    this.#known = [];
    this.#byId.clear();
    this.#isRead = false;
    this.#isAll = false;
    this.#snapshot = undefined;
  }

  /** A record that own mutations touch, as it is shown, where it matches. */
  #shown(id: string, found: Document | undefined): Document[] {
    const key = [this.question.entity, id] as const;
    // Null is an answer: nothing lies beneath.
    const base = found ?? this.overlay.base(key);
    // What lies beneath is still being read: until then it stays as it was shown at the tap.
    const shown = base === undefined ? (this.#byId.get(id) ?? null) : this.overlay.view(key, base);
    return shown !== null && this.#match(shown) ? [shown] : [];
  }

  #take(documents: readonly Document[], isAll: boolean): void {
    const before = this.value();
    const kept = documents.map((document) => {
      const there = this.#byId.get(document.id);
      return there !== undefined && isSame(there, document) ? there : document;
    });
    const room = this.#room();
    this.#known = kept.slice(0, room);
    this.#isAll = isAll && kept.length <= room;
    this.#byId.clear();
    for (const document of this.#known) this.#byId.set(document.id, document);
    this.#isRead = true;
    this.#snapshot = undefined;
    const after = this.value();
    if (before !== undefined && after !== undefined && isSameList(before, after)) {
      this.#snapshot = before;
    } else {
      this.changed();
    }
  }

  #insert(document: Document): void {
    const index = this.#indexOf(document);
    if (index === this.#known.length && !this.#isAll) return;
    this.#known.splice(index, 0, document);
    this.#byId.set(document.id, document);
    this.#touch(index);
    if (this.#known.length <= this.#room()) return;
    const last = this.#known.pop();
    if (last !== undefined) this.#byId.delete(last.id);
    this.#isAll = false;
  }

  #remove(document: Document): void {
    const index = this.#indexOf(document);
    this.#known.splice(index, 1);
    this.#byId.delete(document.id);
    this.#touch(index);
  }

  /** Something changed at this place. */
  #touch(index: number): void {
    if (index >= this.#limit) return;
    this.#snapshot = undefined;
    this.changed();
  }

  /** How many are kept at most. */
  #room(): number {
    return this.#limit + 2 * RESERVE;
  }

  /** Where the document stands, or would stand. */
  #indexOf(document: Document): number {
    let [low, high] = [0, this.#known.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = this.#known[middle];
      if (there !== undefined && this.#compare(there, document) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
