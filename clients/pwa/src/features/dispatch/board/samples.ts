/** Records and boards for tests, with only what a test is about. */

import type { Doc } from "@/generated/entities";

import type { Circumstances, Records } from "./build";

const META = { v: { hub: 1 } };

export function route(id: string, fields: Partial<Doc<"route">> = {}): Doc<"route"> {
  return { id, _: META, name: id, day: "2026-11-21", state: "running", ...fields };
}

export function stop(id: string, sequence: number, fields: Partial<Doc<"stop">> = {}): Doc<"stop"> {
  return { id, _: META, route: "r1", sequence, state: "planned", ...fields };
}

export function order(
  id: string,
  fields: Partial<Doc<"delivery_order">> = {},
): Doc<"delivery_order"> {
  return {
    id,
    _: META,
    customer: "c1",
    lines: [],
    priority: "normal",
    payment: "cash",
    state: "confirmed",
    ...fields,
  };
}

export function customer(id: string, fields: Partial<Doc<"customer">> = {}): Doc<"customer"> {
  return { id, _: META, name: id, cylinders: 0, deposit: 0, ...fields };
}

export function records(parts: Partial<Records>): Records {
  return {
    routes: [],
    stops: [],
    orders: new Map(),
    customers: new Map(),
    people: new Map(),
    vehicles: new Map(),
    deliveries: [],
    unassigned: [],
    ...parts,
  };
}

export function around(parts: Partial<Circumstances> = {}): Circumstances {
  return { clock: "10:42", reach: undefined, asOf: 0, district: null, ...parts };
}
