import i18next from "i18next";

import { connect } from "@/api/connection";
import type { Replica } from "@/replica/api";
import type { Loss } from "@/replica/replica";
import { startReplica, type Troubled, type Unfit } from "@/replica/start";
import { VERSION } from "@/version";

import type { Device } from "./device";
import { enrolledHere, rememberEnrolled } from "./enrolled-mark";
import { People } from "./people/people";
import { thisDevice } from "./this-device";
import { Toasts } from "./toasts/toasts";

/** Everything that the screens stand on. */
export interface Running {
  readonly kind: "running";
  readonly replica: Replica;
  readonly device: Device;
  readonly people: People;
  readonly toasts: Toasts;
  /** Calls back where the store is lost under the open page; what it returns ends that. */
  readonly onLoss: (listener: (loss: Loss) => void) => () => void;
  /** This browser knew an organisation before, and has lost its store. */
  readonly isEvicted: boolean;
}

/** A defect. */
export interface Failed {
  readonly kind: "failed";
  readonly error: unknown;
}

/** Starts the replica and what stands beside it, once for the life of the page. */
export async function startApp(): Promise<Running | Unfit | Troubled | Failed> {
  try {
    return await start();
  } catch (error) {
    return { kind: "failed", error };
  }
}

async function start(): Promise<Running | Unfit | Troubled> {
  const started = await startReplica({ app: VERSION, language: () => i18next.language });
  if (started.kind !== "started") return started;
  const { replica, connection } = started;
  connect(connection);
  const people = new People(replica);
  await people.load();
  const isEvicted = replica.identity === null && enrolledHere();
  rememberEnrolled(replica.identity !== null);
  return {
    kind: "running",
    replica,
    device: thisDevice(started),
    people,
    toasts: new Toasts(),
    onLoss: (listener) => replica.onLoss(listener),
    isEvicted,
  };
}
