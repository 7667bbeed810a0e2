/**
 * How a browser comes to belong to an organisation, and people to it: signing in and out, and
 * enrolment, by which a code (or a signed-in person) becomes this device's identity.
 *
 * What the server refuses is thrown as a Problem (`auth/credentials`, `auth/locked`, `enrol/code`,
 * `device/revoked`, ...), no contact as `Unreachable`.
 */

import type { Identity } from "./api";
import type { LocalReplica, OwnIdentity } from "./replica";
import { type Access, type Account, postJson, readAccess, type Tokens } from "./transport/access";
import { Rejected } from "./transport/errors";
import type { Http } from "./transport/http";

/** Where the identity is kept. */
export type IdentityStore = Pick<LocalReplica, "credential" | "enrol">;

/** `organisation`: its id, for a person who belongs to several. */
export interface SignIn {
  readonly userName: string;
  readonly password: string;
  readonly organisation?: string;
}

/** Enrols this browser, and signs people in and out on it. `changed`: is called when requests may
 * fare otherwise from now on. */
export class Enrolment {
  constructor(
    private readonly http: Http,
    private readonly tokens: Tokens,
    private readonly store: IdentityStore,
    private readonly app: string,
    private readonly changed: () => void,
  ) {}

  /**
   * Signs a person in; on this device, where it is enrolled. Their session stands in a cookie.
   *
   * @returns the account. On a device that is bound to a person it may be somebody else: then the
   *   device goes on reading as the one whom it is bound to.
   */
  async signIn({ userName, password, organisation }: SignIn): Promise<Account> {
    const device = await this.store.credential();
    const access = readAccess(
      this.http,
      await postJson(this.http, "/auth/login", {
        user_name: userName,
        password,
        client: "browser",
        ...(organisation === undefined ? {} : { organisation }),
        ...(device === null ? {} : { device: { replica: device.replica, secret: device.secret } }),
      }),
    );
    if (access.user === null) throw this.http.foreign("a session of nobody");
    // A bound device signs in by its own credential, which is in force again by now.
    if (device === null || device.person === null) {
      this.tokens.keep(access, device === null ? null : device.replica);
    } else {
      this.tokens.forget();
    }
    this.changed();
    return access.user;
  }

  /** Who is signed in, by the cookie or by the device; null where nobody is. */
  async signedIn(): Promise<Account | null> {
    try {
      return (await this.tokens.get()).user;
    } catch (error) {
      if (isSignedOut(error)) return null;
      throw error;
    }
  }

  /** Ends the person's session and their reading on this device. What is queued stays, and counts. */
  async signOut(): Promise<void> {
    let access: Access | null = null;
    try {
      access = await this.tokens.get();
    } catch (error) {
      if (!isSignedOut(error)) throw error;
    }
    await postJson(this.http, "/auth/logout", {}, access?.access_token);
    this.tokens.forget();
    this.changed();
  }

  /**
   * Redeems a code.
   *
   * @param name what people call the device.
   */
  async enrol(code: string, name: string): Promise<Identity> {
    const answer = await postJson(this.http, "/devices/enrol", { code, name, app: this.app });
    if (!isIdentity(answer)) throw this.http.foreign("no identity");
    const { replica, secret, organisation, person, station, role } = answer;
    const identity = { replica, organisation, person, station, role, name };
    await this.store.enrol({ ...identity, secret });
    this.tokens.forget();
    this.changed();
    return identity;
  }

  /** Enrols this browser for the person who is signed in. */
  async enrolSelf(name: string): Promise<Identity> {
    const access = await this.tokens.get();
    const answer = (await postJson(
      this.http,
      "/devices/enrolments",
      { person: access.user?.id },
      access.access_token,
    )) as { code?: unknown } | null;
    if (typeof answer?.code !== "string") throw this.http.foreign("no code");
    return this.enrol(answer.code, name);
  }
}

function isSignedOut(error: unknown): boolean {
  return error instanceof Rejected && error.code.startsWith("auth/");
}

/** Whether an answer says who this device is from now on: it is kept for years. */
function isIdentity(answer: unknown): answer is OwnIdentity {
  const { replica, secret, organisation, person, station, role } = (answer ??
    {}) as Partial<OwnIdentity>;
  const {
    id,
    name,
    time_zone: zone,
    currency,
    languages,
  } = (organisation ?? {}) as Partial<OwnIdentity["organisation"]>;
  return (
    [replica, secret, role, id, name, zone, currency].every(isText) &&
    [person, station].every((each) => each == null || isText(each)) &&
    Array.isArray(languages) &&
    languages.every(isText)
  );
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
