/** The frames of the live socket, with the messages in them as the session deals with them. */

import type * as wire from "@/generated/wire";

import type { Answer, Changes, Sync } from "../core/wire";

/** What a device says on the live socket. */
export type Up =
  | wire.Hello
  | { readonly t: "push"; readonly id: number; readonly sync: Sync }
  | wire.Token
  | wire.Ping
  | wire.Room;

/** What the hub says on it. */
export type Down =
  | wire.Ready
  | ({ readonly t: "changes" } & Changes)
  | { readonly t: "verdicts"; readonly id: number; readonly answer: Answer }
  | wire.Happened
  | wire.Presence
  | wire.Behind
  | wire.Expiring
  | wire.Pong
  | wire.Trouble;
