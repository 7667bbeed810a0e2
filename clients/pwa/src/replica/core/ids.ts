import { base64url } from "./uid";

/** So many random bytes. */
export type Randomness = (count: number) => Uint8Array;

/** A UUIDv7 (RFC 9562) as 22 characters of unpadded base64url: it sorts roughly by time. */
export function newId(nowMs: number, random: Randomness): string {
  const bytes = new Uint8Array(16);
  bytes.set(random(10), 6);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(nowMs / 2 ** 32) % 2 ** 16);
  view.setUint32(2, nowMs % 2 ** 32);
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  return base64url(bytes);
}

/** The 8 characters that make an act unlike any other of the same content. */
export function newNonce(random: Randomness): string {
  return base64url(random(6));
}
