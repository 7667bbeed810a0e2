/** All live views that screens can ask for. */

import type { Line, Live } from "../api";
import type { Document } from "../core/types";
import type { Store } from "../store/store";
import { ListView } from "./list-view";
import { Lives } from "./lives";
import { canonical, type Question } from "./matching";
import { NumbersView } from "./numbers-view";
import { LinesView } from "./row-views";
import type { Screen } from "./screen";
import { type Conflicting, ConflictsView, CountView, OneView } from "./small-views";

/** Lines of the queue that are shown where nobody says how many. */
const LINES = 500;

export class Queries {
  readonly #lives = new Lives();

  constructor(
    private readonly store: Store,
    private readonly screen: Screen,
  ) {}

  all(question: Question): Live<readonly Document[]> {
    const { screen } = this;
    return this.#lives.get(
      canonical("all", question),
      () => new ListView(screen, this.store.database, screen.overlay, question),
    );
  }

  one(entity: string, id: string): Live<Document | null> {
    const { screen } = this;
    return this.#lives.get(
      JSON.stringify(["one", entity, id]),
      () => new OneView(screen, this.store.database, screen.overlay, entity, id),
    );
  }

  count(question: Question): Live<number> {
    const { screen } = this;
    return this.#lives.get(
      canonical("count", question),
      () => new CountView(screen, this.store.database, screen.overlay, question),
    );
  }

  conflicts(): Live<readonly Conflicting[]> {
    const { screen } = this;
    return this.#lives.get(
      "conflicts",
      () => new ConflictsView(screen, this.store.database, screen.overlay),
    );
  }

  numbersLeft(series: string): Live<number> {
    return this.#lives.get(
      JSON.stringify(["numbers", series]),
      () => new NumbersView(this.screen, this.store.blocks, series),
    );
  }

  outbox(limit = LINES): Live<readonly Line[]> {
    return this.#lives.get(
      JSON.stringify(["outbox", limit]),
      () => new LinesView(this.screen, limit, false),
    );
  }

  needsYou(): Live<readonly Line[]> {
    return this.#lives.get("needs", () => new LinesView(this.screen, Infinity, true));
  }

  close(): void {
    this.#lives.close();
  }
}
