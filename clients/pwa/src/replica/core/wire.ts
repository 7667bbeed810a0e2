/**
 * The messages between a device and its hub that the session deals with, as far as they are known
 * better here than to a framing: ops are JSON text, documents are parsed.
 */

import type * as wire from "@/generated/wire";

import type { Document, Exception, Named, Seal } from "./types";

export type { Instruction, Rekey } from "@/generated/wire";

/** One mutation on its way. Its uid is over the very text of the ops: framings splice it in, and
 * never write it anew. */
export type Posted = readonly [nonce: string, after: number, ops: string, by: number];

/** One round trip, everything said; framings leave out what says nothing. */
export interface Sync extends Required<Omit<wire.Sync, "do" | "vouch" | "room">> {
  readonly do: readonly Posted[];
  readonly vouch: readonly Seal[];
}

/** The answer to a round trip. Empty parts of it are left out. */
export interface Answer extends Omit<wire.Answer<Document>, "no"> {
  readonly no?: readonly Exception[];
}

/** What is new between two cursors of a live socket. */
export type Changes = Omit<wire.Changes<Document>, "t">;

/** The device's new id, and what of its offer is known. */
export interface Rekeyed extends Omit<wire.Rekeyed, "no"> {
  /** uid -> the verdict and what it names, where it did not simply merge. */
  readonly no?: Readonly<Record<string, Named>>;
}
