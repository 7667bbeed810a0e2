/** A browser's replica for tests: over IndexedDB in memory, with records as a hub would send them. */

import { IDBFactory, IDBKeyRange } from "fake-indexeddb";

import type { Document, Effect, Page, Session } from "@/replica/core/types";
import { LocalReplica, type OpenOptions } from "@/replica/replica";

/** The id of the organisation that `openLocal` enrols into. */
export const ORGANISATION = "AZOrganisation________";

export interface LocalOptions extends OpenOptions {
  /** The browser profile: what shares it are tabs of one browser. */
  readonly disk?: IDBFactory;
  /** False: as a browser that was never enrolled. */
  readonly enrolled?: boolean;
}

/** Opens a replica, enrolled as `me`. */
export async function openLocal(options: LocalOptions = {}): Promise<LocalReplica> {
  const { disk = new IDBFactory(), enrolled = true, ...rest } = options;
  const engine = { indexedDB: disk, IDBKeyRange };
  const replica = await LocalReplica.open({ locks: null, name: freshName(), engine, ...rest });
  if (enrolled && replica.identity === null) await enrol(replica);
  return replica;
}

let names = 0;

/** A database's name that no other test has: tabs of one name hear each other. */
export function freshName(): string {
  names += 1;
  return `test-${process.pid}-${names}`;
}

/** Enrols a replica as the station tablet `me`. */
export async function enrol(replica: LocalReplica): Promise<void> {
  await replica.enrol({
    replica: "me",
    secret: "secret",
    organisation: {
      id: ORGANISATION,
      name: "瓦斯行",
      time_zone: "Asia/Taipei",
      currency: "TWD",
      languages: ["zh-TW", "en"],
    },
    person: null,
    station: null,
    role: "barista",
    name: "tablet",
  });
}

/** A record as a hub sends it. */
export function record(
  id: string,
  fields: Readonly<Record<string, unknown>>,
  v: Readonly<Record<string, number>> = { hub: 1 },
): Document {
  return { id, ...fields, _: { v } };
}

/** A page of one entity. */
export function pageOf(
  entity: string,
  documents: readonly Document[],
  gone: readonly string[] = [],
): Page {
  return {
    arrivals: documents.length === 0 ? [] : [[entity, documents]],
    departures: [],
    gone: gone.length === 0 ? [] : [[entity, gone]],
  };
}

/** A step of the session with these effects, as an answer of the hub would make it. */
export async function take(
  replica: LocalReplica,
  effects: readonly Effect[],
  change: Partial<Session> = {},
): Promise<void> {
  await replica.store.step((session) => [{ ...session, ...change }, effects], 1);
}

/** Records come. */
export async function receive(
  replica: LocalReplica,
  entity: string,
  documents: readonly Document[],
  gone: readonly string[] = [],
): Promise<void> {
  await take(replica, [{ type: "Show", page: pageOf(entity, documents, gone) }]);
}
