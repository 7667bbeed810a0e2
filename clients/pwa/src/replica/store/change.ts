/** What one transaction changed, as the screens of the tab that ran it are told. */

import type { Document, Entry } from "../core/types";
import type { StoredIdentity } from "./rows";

/** entity -> id -> the base record as it is now, null where it is no longer there. */
export type Records = ReadonlyMap<string, ReadonlyMap<string, Document | null>>;

export interface Change {
  readonly records: Records;
  /** Mutations that are new or whose fate changed, as they are now. */
  readonly rows: readonly Entry[];
  /** More changed than is listed: everything must be read again. */
  readonly anew: boolean;
  /** Series whose numbers changed. */
  readonly series: readonly string[];
  /** Files that wait for their upload came or went. */
  readonly blobs: boolean;
  /** Who this device is from now on; missing where that stays. */
  readonly identity?: StoredIdentity | null;
}

export const NOTHING: Change = {
  records: new Map(),
  rows: [],
  anew: false,
  series: [],
  blobs: false,
};

/** Collects what the effects of one transaction change. */
export class Changed {
  readonly records = new Map<string, Map<string, Document | null>>();
  readonly rows = new Map<number, Entry>();
  readonly series = new Set<string>();
  anew = false;

  record(entity: string, id: string, document: Document | null): void {
    let byId = this.records.get(entity);
    if (byId === undefined) {
      byId = new Map();
      this.records.set(entity, byId);
    }
    byId.set(id, document);
  }

  row(entry: Entry): void {
    this.rows.set(entry.seq, entry);
  }

  done(): Change {
    return {
      records: this.records,
      rows: [...this.rows.values()],
      anew: this.anew,
      series: [...this.series],
      blobs: false,
    };
  }
}
