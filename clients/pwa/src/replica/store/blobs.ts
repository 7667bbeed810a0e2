/** Photos and other files that wait for their upload: the record goes first, the bytes stay here
 * until the server has them. */

import type { Database } from "./database";
import type { BlobRow } from "./rows";

export class Blobs {
  constructor(private readonly database: Database) {}

  /** A file that is on this device now. */
  async add(blob: Omit<BlobRow, "open">): Promise<void> {
    await this.database.blobs.add({ ...blob, open: 1 });
  }

  /** How many files are not received. */
  async waiting(): Promise<number> {
    return this.database.blobs.where("open").equals(1).count();
  }
}
