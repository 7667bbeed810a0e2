import { sha256 } from "@noble/hashes/sha2.js";

import type { Stamp } from "./types";

/** 72 bits: an altered act with an honoured uid is a second preimage, not a birthday. */
const UID_BYTES = 9;

const UTF8 = new TextEncoder();

/**
 * The uid of one act, 12 characters of base64url: the same act under any number, and nobody can
 * alter it afterwards.
 *
 * SHA-256 over nonce, actor, the stamp as the device made it and the very text of the ops. It is
 * computed within an IndexedDB transaction, which would end under the asynchronous digest of the
 * Web Crypto API.
 */
export function uidOf(nonce: string, actor: string, stamp: Stamp, ops: string): string {
  const text = UTF8.encode(`${nonce}\n${actor}\n${String(stamp)}\n${ops}`);
  return base64url(sha256(text).subarray(0, UID_BYTES));
}

/** Bytes as base64url without padding. */
export function base64url(bytes: Uint8Array): string {
  const binary = String.fromCharCode(...bytes);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
