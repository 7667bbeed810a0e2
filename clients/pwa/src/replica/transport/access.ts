/**
 * Access tokens of this device: kept in memory only, renewed well before their end.
 *
 * A device that is bound to a person signs in by its own credential. On a station's tablet the
 * person's session stands in a cookie that no script can read; where that is over, or is not of this
 * device, the device signs in alone: it may hand in, and reads nothing. So a session that ends never
 * stops capture, nor handing in.
 */

import { Rejected } from "./errors";
import type { Http } from "./http";

/** The part of a token's life after which it is renewed. */
const RENEW_AT = 0.8;

const JSON_MEDIA = "application/json";

/** How the device was named and what it proves that with. `person`: whom it is bound to, null for a
 * station's tablet. */
export interface Credential {
  readonly replica: string;
  readonly secret: string;
  readonly person: string | null;
}

/** Who is signed in. */
export interface Account {
  readonly id: string;
  readonly user_name: string;
  readonly email: string | null;
  readonly role: string;
  readonly organisation: string;
}

/** An answer of the sign-in endpoints. */
export interface Access {
  readonly access_token: string;
  /** Seconds. */
  readonly expires_in: number;
  /** Null where nobody is signed in: it may hand in, not read. */
  readonly user: Account | null;
  readonly replica: string | null;
  /** Why nobody is signed in: a problem's code. */
  readonly signed_out: string | null;
  /** The device was revoked: what it hands in is looked at by somebody. */
  readonly escrow: boolean;
}

/** Gets, keeps and renews the tokens of one device, or of a person before it is enrolled. */
export class Tokens {
  #held: {
    readonly access: Access;
    readonly replica: string | null;
    readonly renewAt: number;
  } | null = null;
  #renewing: Promise<Access> | null = null;

  /** `credential`: the device's, as it is now; null before it is enrolled. */
  constructor(
    private readonly http: Http,
    private readonly credential: () => Promise<Credential | null>,
  ) {}

  /**
   * A token that is good for a while. Whoever asks while one is on its way gets the same.
   *
   * @param refused a token that the server did not take: another one is wanted.
   * @throws Unreachable, Rejected (`device/unknown`, `device/required` where there is neither a
   *   device nor a session).
   */
  async get(refused?: string): Promise<Access> {
    if (this.#held?.access.access_token === refused) this.#held = null;
    this.#renewing ??= this.#current().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  /** Takes a token that signing in gave. `replica`: the device that it was given for. */
  keep(access: Access, replica: string | null): void {
    const renewAt = performance.now() + access.expires_in * 1000 * RENEW_AT;
    this.#held = { access, replica, renewAt };
  }

  /** Forgets the token: somebody signed out, or the device was enrolled. */
  forget(): void {
    this.#held = null;
  }

  async #current(): Promise<Access> {
    const credential = await this.credential();
    const replica = credential?.replica ?? null;
    const held = this.#held;
    if (held && held.replica === replica && performance.now() < held.renewAt) {
      return held.access;
    }
    const access = await this.#renew(credential);
    this.keep(access, replica);
    return access;
  }

  async #renew(credential: Credential | null): Promise<Access> {
    if (credential === null) return this.#bySession();
    if (credential.person !== null) return this.#byDevice(credential);
    let why: string;
    try {
      const access = await this.#bySession();
      if (access.replica === credential.replica) return access;
      // Opened before the device was enrolled, or its id changed meanwhile.
      why = "auth/required";
    } catch (error) {
      if (!(error instanceof Rejected && error.code.startsWith("auth/"))) throw error;
      why = error.code;
    }
    const alone = await this.#byDevice(credential);
    return alone.escrow ? alone : { ...alone, signed_out: why };
  }

  #bySession(): Promise<Access> {
    return this.#ask("/auth/refresh", {});
  }

  #byDevice({ replica, secret }: Credential): Promise<Access> {
    return this.#ask("/auth/device", { replica, secret, escrow: true });
  }

  async #ask(path: string, body: unknown): Promise<Access> {
    return readAccess(this.http, await postJson(this.http, path, body));
  }
}

/** Sends a JSON body without a token, or with `token`; what was answered.
 *
 * @throws Unreachable, Rejected. */
export async function postJson(
  http: Http,
  path: string,
  body: unknown,
  token?: string,
): Promise<unknown> {
  const data = await http.send({
    method: "POST",
    path,
    accept: JSON_MEDIA,
    media: JSON_MEDIA,
    body: new TextEncoder().encode(JSON.stringify(body)),
    ...(token === undefined ? {} : { token }),
  });
  if (data === null) return null;
  try {
    return JSON.parse(new TextDecoder().decode(data));
  } catch (error) {
    throw http.foreign("no JSON", error);
  }
}

/** An answer of the sign-in endpoints, looked through.
 *
 * @throws Unreachable where it is none. */
export function readAccess(http: Http, answer: unknown): Access {
  const access = answer as Partial<Access> | null;
  if (typeof access?.access_token !== "string" || typeof access.expires_in !== "number") {
    throw http.foreign("no token");
  }
  return {
    access_token: access.access_token,
    expires_in: access.expires_in,
    user: access.user ?? null,
    replica: access.replica ?? null,
    signed_out: access.signed_out ?? null,
    escrow: access.escrow ?? false,
  };
}
