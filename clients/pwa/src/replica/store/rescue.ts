/**
 * The outbox as a text file, for the day on which the store is lost or the device must be handed
 * back without contact: JSON lines, a head and then one mutation each. The ops are kept as the very
 * text that the uid is over.
 */

import { PROTOCOL } from "../core/declarations";
import type { Entry, Stamp, State } from "../core/types";

export const FILE_MEDIA = "application/jsonl";

/** The first line. */
export interface FileHead {
  readonly fieldpost: "outbox";
  readonly protocol: number;
  /** The replica whose outbox it is; null where that is no longer known. */
  readonly replica: string | null;
  /** The organisation's id; null where that is no longer known. */
  readonly organisation: string | null;
  /** When it was written, ms since 1970. */
  readonly at: number;
}

/** One of the other lines. */
export interface FileLine {
  readonly uid: string;
  readonly nonce: string;
  readonly actor: string;
  readonly stamp: Stamp;
  readonly replica: string;
  readonly n: number;
  readonly schema: number;
  readonly state: State;
  /** JSON text. */
  readonly ops: string;
}

/** The file of these entries: those with content that are not simply received. */
export function toFile(entries: readonly Entry[], head: Omit<FileHead, "fieldpost" | "protocol">) {
  const first: FileHead = { fieldpost: "outbox", protocol: PROTOCOL, ...head };
  const lines = entries.flatMap((entry) => lineOf(entry) ?? []);
  const text = [first, ...lines].map((line) => JSON.stringify(line) + "\n").join("");
  return new Blob([text], { type: FILE_MEDIA });
}

/** What a file holds.
 *
 * @throws SyntaxError where it is none of ours. */
export function readFile(text: string): {
  readonly head: FileHead;
  readonly lines: readonly FileLine[];
} {
  const [first, ...rest] = text.trimEnd().split("\n");
  const head = JSON.parse(first ?? "") as Partial<FileHead>;
  if (head.fieldpost !== "outbox") throw new SyntaxError("not the file of an outbox");
  return { head: head as FileHead, lines: rest.map((line) => JSON.parse(line) as FileLine) };
}

function lineOf({ uid, nonce, actor, stamp, replica, n, schema, state, ops }: Entry) {
  return ops === null ? null : { uid, nonce, actor, stamp, replica, n, schema, state, ops };
}
