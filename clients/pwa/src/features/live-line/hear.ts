/** Named events, told from the records that they are about. */

import type { Doc, InventoryItem } from "@/generated/entities";
import type { Happened, Replica } from "@/replica/api";
import type { StateOf } from "@/ui/StateShape";

import type { Told } from "./told";

/** What happenings are told with. */
export interface Sayings {
  /** How a drink's number is called out. */
  readonly callOut: (number: number) => string;
  /** What stands on a shelf, in the screen's language. */
  readonly shelfName: (shelf: InventoryItem) => string;
}

/** An order placed so shortly before is a new one, not a changed one. */
const NEW_MS = 120_000;

type Telling = (replica: Replica, event: Happened, say: Sayings) => Promise<Told | null>;

const TELLINGS: Readonly<Partial<Record<string, Telling>>> = {
  stop_updated: stopUpdated,
  order_updated: orderUpdated,
  low_stock_alert: lowStock,
  barista_checked_in: checkedIn,
  chat_message: message,
  schedule_created: (_, event) => Promise.resolve(told(event, "fresh", "schedule")),
  schedule_updated: (_, event) => Promise.resolve(told(event, "fresh", "schedule")),
  schedule_deleted: (_, event) => Promise.resolve(told(event, "fresh", "schedule")),
  settings_updated: (_, event) => Promise.resolve(told(event, "fresh", "settings")),
};

/** What an event tells; null where another line says it, or nobody needs to know. */
export async function hear(replica: Replica, event: Happened, say: Sayings): Promise<Told | null> {
  return (await TELLINGS[event.name]?.(replica, event, say)) ?? null;
}

async function stopUpdated(replica: Replica, event: Happened): Promise<Told | null> {
  const stop = await replica.get("stop", event.id);
  // What was delivered or failed is told from its proof.
  if (stop?.state !== "planned" && stop?.state !== "arrived") return null;
  const route = await replica.get("route", stop.route);
  if (route === null) return null;
  if (stop.state === "arrived") {
    const customer = await nameOf(replica, "customer", stop.customer);
    return told(event, "fresh", "arrived", { route: route.name, name: customer }, event.id);
  }
  const facts = { route: route.name, who: await nameOf(replica, "person", event.by) };
  return told(event, "sent", "stops-changed", facts, `${stop.route}:${event.by}`);
}

async function orderUpdated(replica: Replica, event: Happened, say: Sayings): Promise<Told | null> {
  if (event.entity === "drink_order") return await drinkUpdated(replica, event, say);
  const order = await replica.get("delivery_order", event.id);
  if (order === null) return null;
  const facts = {
    number: order.number ?? "",
    name: await nameOf(replica, "customer", order.customer),
    who: await nameOf(replica, "person", event.by),
  };
  if (order.state === "cancelled") return told(event, "failed", "order-cancelled", facts, event.id);
  if (order.state !== "confirmed" && order.state !== "draft") return null;
  const isNew = order.placed_at !== undefined && event.at - order.placed_at < NEW_MS;
  return told(event, "fresh", isNew ? "order-new" : "order-changed", facts, event.id);
}

async function drinkUpdated(replica: Replica, event: Happened, say: Sayings): Promise<Told | null> {
  const order = await replica.get("drink_order", event.id);
  if (order?.state !== "pending" && order?.state !== "completed") return null;
  // Without a number there is nothing to call out.
  if (order.number === undefined) return null;
  const facts = {
    station: await nameOf(replica, "station", order.station),
    number: say.callOut(order.number),
  };
  const isReady = order.state === "completed";
  return told(
    event,
    isReady ? "received" : "fresh",
    isReady ? "drink-ready" : "drink-new",
    facts,
    event.id,
  );
}

async function lowStock(replica: Replica, event: Happened, say: Sayings): Promise<Told | null> {
  const shelf = await replica.get("inventory_item", event.id);
  if (shelf === null) return null;
  const station = await nameOf(replica, "station", shelf.station);
  return told(event, "soon", "low-stock", { station, item: say.shelfName(shelf) }, event.id);
}

async function checkedIn(replica: Replica, event: Happened): Promise<Told | null> {
  const schedule = await replica.get("schedule", event.id);
  if (schedule === null) return null;
  const facts = {
    who: await nameOf(replica, "person", schedule.person),
    station: await nameOf(replica, "station", schedule.station),
  };
  return told(event, "received", "checked-in", facts, event.id);
}

async function message(replica: Replica, event: Happened): Promise<Told | null> {
  const said = await replica.get("message", event.id);
  if (said === null) return null;
  const who = await nameOf(replica, "person", said.author);
  return told(event, "sent", "message", { who, text: said.text }, event.id);
}

async function nameOf(
  replica: Replica,
  entity: "customer" | "person" | "station",
  id: string | undefined,
): Promise<string> {
  if (id === undefined) return "";
  const doc: Doc<"customer" | "person" | "station"> | null = await replica.get(entity, id);
  return doc?.name ?? "";
}

function told(
  event: Happened,
  of: StateOf,
  words: string,
  facts: Readonly<Record<string, string | number>> = {},
  about = "",
): Told {
  return { key: `${words}:${about}`, at: event.at, of, words, facts, count: 1 };
}
