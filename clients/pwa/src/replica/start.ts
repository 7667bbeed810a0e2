/**
 * Starting this browser's replica: its store is opened, one of the tabs is elected to sync it, and
 * that tab runs an engine as soon as there is an identity.
 */

import { newId, type Randomness } from "./core/ids";
import { Engine } from "./engine/engine";
import { lead } from "./engine/leading";
import { Wishes } from "./engine/wishes";
import { Enrolment } from "./enrol";
import { isUnfit, type Lack, lacks } from "./fitness";
import { LocalReplica } from "./replica";
import { StoreTrouble } from "./store/open";
import { Tokens } from "./transport/access";
import { type Framing, jsonFraming } from "./transport/framing";
import { API, Http } from "./transport/http";
import { Hub } from "./transport/hub";
import { Metrics } from "./transport/metrics";

/** How the app is to be started. */
export interface StartOptions {
  /** The app's version, as the server sees it. */
  readonly app: string;
  /** What the person reads at present, as for `Accept-Language`. */
  readonly language: () => string;
  readonly framing?: Framing;
}

/** This browser's replica and what stands beside it. */
export interface Started {
  readonly kind: "started";
  /** Its `identity` is null until this browser is enrolled, and after it was wiped. */
  readonly replica: LocalReplica;
  readonly enrolment: Enrolment;
  /** What requests for what does not sync share with the replica's: hand it to `api/connection`. */
  readonly connection: { readonly http: Http; readonly tokens: Tokens };
  /** Of this tab's requests; the tab that syncs has the exchange's. */
  readonly metrics: Metrics;
  /** What is missing here, and can be borne. */
  readonly lacks: readonly Lack[];
  close(): void;
}

/** Nothing that is written here would be safe: it is not even begun. */
export interface Unfit {
  readonly kind: "unfit";
  readonly lacks: readonly Lack[];
}

/** The store is damaged. `trouble` has what could be saved of it, and puts it right. */
export interface Troubled {
  readonly kind: "troubled";
  readonly trouble: StoreTrouble;
}

const random: Randomness = (count) => crypto.getRandomValues(new Uint8Array(count));

/** Starts the replica of this origin. */
export async function startReplica(options: StartOptions): Promise<Started | Unfit | Troubled> {
  const missing = lacks();
  if (isUnfit(missing)) return { kind: "unfit", lacks: missing };
  try {
    return begin(await LocalReplica.open(), options, missing);
  } catch (error) {
    if (error instanceof StoreTrouble) return { kind: "troubled", trouble: error };
    throw error;
  }
}

/** Until the page has shown what is here: what is not can wait so long, ms. */
const SHOWN_MS = 1_000;

/** What is on the disk is shown first; the exchange would be in its way there. */
function shown(): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      resolve();
    };
    // Missing in Safari, whatever the types say.
    if ("requestIdleCallback" in globalThis) requestIdleCallback(over, { timeout: SHOWN_MS });
    else setTimeout(over, SHOWN_MS / 2);
  });
}

function begin(
  replica: LocalReplica,
  { app, language, framing = jsonFraming }: StartOptions,
  missing: readonly Lack[],
): Started {
  const { store, tabs } = replica;
  const { origin } = globalThis.location;
  const metrics = new Metrics();
  const now = () => Date.now();
  const http = new Http({
    origin,
    app,
    now,
    newId: () => newId(now(), random),
    language,
    fetch: (input, init) => fetch(input, init),
    metrics,
  });
  const tokens = new Tokens(http, () => replica.credential());
  const hub = new Hub(http, tokens, framing);
  const engine = () =>
    new Engine({
      store,
      screen: tabs,
      hub,
      now,
      draw: Math.random,
      liveUrl: `${origin.replace(/^http/, "ws")}${API}/live`,
      makeSocket: (url) => new WebSocket(url),
    });
  const unfollow = tabs.onPeopleChanged(() => {
    tokens.forget();
  });
  const wishes = new Wishes();
  const unhear = tabs.onNudge((nudge) => {
    wishes.hear(nudge);
  });
  // Whoever enrols this browser, in whichever tab, asks for a try.
  const onStir = tabs.onNudge.bind(tabs);
  const leading = { store, screen: tabs, wishes, engine, onStir };
  const resign = tabs.lead(async (until) => {
    await shown();
    await lead(leading, until);
  });
  return {
    kind: "started",
    replica,
    enrolment: new Enrolment(http, tokens, replica, app, () => {
      tabs.peopleChanged();
    }),
    connection: { http, tokens },
    metrics,
    lacks: missing,
    close: () => {
      resign();
      unhear();
      unfollow();
      replica.close();
    },
  };
}
