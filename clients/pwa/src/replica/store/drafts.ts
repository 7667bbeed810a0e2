/** What stands half written, kept across crashes of the tab. */

import type { Database } from "./database";

export class Drafts {
  constructor(private readonly database: Database) {}

  async get(key: string): Promise<string | null> {
    return (await this.database.drafts.get(key))?.text ?? null;
  }

  /** Null forgets it. `now`: ms since 1970. */
  async save(key: string, text: string | null, now: number): Promise<void> {
    if (text === null) await this.database.drafts.delete(key);
    else await this.database.drafts.put({ text, at: now }, key);
  }
}
