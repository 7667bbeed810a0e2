import type { Tokens } from "@/replica/transport/access";
import type { Http } from "@/replica/transport/http";

/** What requests share with the replica's own traffic: ids, figures, tokens. */
export interface Connection {
  readonly http: Http;
  readonly tokens: Tokens;
}

let present: Connection | null = null;

/** Says by which device requests are made; once, at start. */
export function connect(connection: Connection): void {
  present = connection;
}

/** By which device requests are made. */
export function connection(): Connection {
  if (present === null) throw new Error("a request before the replica was started");
  return present;
}
