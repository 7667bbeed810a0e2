/** Telling a disk that fails from a mistake of ours. */

import Dexie from "dexie";

import { Problem } from "../core/problem";

/**
 * What a failed transaction means to a person: `device/storage` where the browser's database
 * refused, with its own name for that; anything else as it is.
 */
export function storageProblem(error: unknown): unknown {
  if (error instanceof Problem) return error;
  if (error instanceof Dexie.DexieError || isFromBrowser(error)) {
    return new Problem("device/storage", { params: { reason: reasonOf(error) }, cause: error });
  }
  return error;
}

/** The browser's name for it; of an aborted transaction, the name of what aborted it. */
function reasonOf(error: { readonly name: string; readonly inner?: unknown }): string {
  return error.inner instanceof Error || isFromBrowser(error.inner) ? error.inner.name : error.name;
}

function isFromBrowser(error: unknown): error is DOMException {
  return error instanceof DOMException;
}
