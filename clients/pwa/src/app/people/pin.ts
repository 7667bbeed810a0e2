/** A PIN as it is kept: never itself, only what checks it. Both texts are base64. */
export interface StoredPin {
  readonly salt: string;
  readonly hash: string;
  readonly iterations: number;
}

/** PBKDF2-HMAC-SHA-256: about a quarter of a second on a tablet, for every try of a thief's, too. */
const ITERATIONS = 310_000;
const BITS = 256;
const SALT_BYTES = 16;

/** Makes what is kept of a PIN, under a salt of its own. */
export async function makePin(pin: string, iterations = ITERATIONS): Promise<StoredPin> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  return { salt: encode(salt), hash: encode(await derive(pin, salt, iterations)), iterations };
}

/** Whether it is that PIN. */
export async function checkPin(pin: string, stored: StoredPin): Promise<boolean> {
  const wanted = decode(stored.hash);
  const found = await derive(pin, decode(stored.salt), stored.iterations);
  let difference = wanted.length ^ found.length;
  for (const [place, byte] of found.entries()) difference |= byte ^ (wanted[place] ?? 0);
  return difference === 0;
}

async function derive(
  pin: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const text = new TextEncoder().encode(pin);
  const key = await crypto.subtle.importKey("raw", text, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, BITS));
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
