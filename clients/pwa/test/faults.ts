/** A network that does what a test says. */

/** `lost`: the request does not arrive. `unheard`: the server acts, and its answer is lost. */
export type Fault = "lost" | "unheard";

/** A `fetch` that fails as told. `next`: what happens to the requests to come, one each; null lets
 * one through. Signing in is left alone, unless the network is down altogether. */
export class FaultyNetwork {
  next: (Fault | null)[] = [];
  isDown = false;
  /** What came through, as `METHOD path`. */
  readonly seen: string[] = [];

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (this.isDown) throw new TypeError("the network is down");
    const fault = url.pathname.includes("/auth/") ? null : (this.next.shift() ?? null);
    if (fault === "lost") throw new TypeError("lost on the way there");
    const response = await fetch(input, init);
    this.seen.push(`${init?.method ?? "GET"} ${url.pathname}`);
    if (fault === "unheard") throw new TypeError("lost on the way back");
    return response;
  };
}

/** A `fetch` that keeps cookies, as a browser does for one origin. */
export function withCookies(inner: typeof fetch = fetch): typeof fetch {
  const jar = new Map<string, string>();
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    if (jar.size > 0) {
      headers.set("Cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    }
    const response = await inner(input, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      const at = pair.indexOf("=");
      const value = pair.slice(at + 1).replaceAll('"', "");
      if (value === "") jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), value);
    }
    return response;
  };
}
