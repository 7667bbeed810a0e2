/** What a dispatcher does to routes and says to their drivers. */

import type { Changes, Doc } from "@/generated/entities";
import type { Act } from "@/replica/api";

/** What a person enters for a route. */
export interface RouteEntry {
  readonly name: string;
  readonly driver: string | null;
  readonly vehicle: string | null;
}

/** A new route of a day. */
export function addRoute(act: Act, day: string, entry: RouteEntry): string {
  return act.create("route", { ...entry, day });
}

/** Only what differs is written: who changed the driver meanwhile keeps that. */
export function changeRoute(act: Act, route: Doc<"route">, entry: RouteEntry): void {
  const changes: Changes<"route"> = {
    ...(entry.name === route.name ? {} : { name: entry.name }),
    ...(entry.driver === (route.driver ?? null) ? {} : { driver: entry.driver }),
    ...(entry.vehicle === (route.vehicle ?? null) ? {} : { vehicle: entry.vehicle }),
  };
  if (Object.keys(changes).length > 0) act.edit("route", route, changes);
}

/** The steps that a route may take from where it stands. */
export type RouteStep = "start" | "pause" | "resume" | "finish" | "reopen";

const STEPS: Readonly<Record<Doc<"route">["state"], readonly RouteStep[]>> = {
  planned: ["start"],
  running: ["pause", "finish"],
  paused: ["resume", "finish"],
  finished: ["reopen"],
};

export function stepsOf(route: Doc<"route">): readonly RouteStep[] {
  return STEPS[route.state];
}

/** @param now the hub's time, ms since 1970 */
export function takeStep(act: Act, route: Doc<"route">, step: RouteStep, now: number): void {
  switch (step) {
    case "start":
      act.edit("route", route, { state: "running", started_at: now });
      break;
    case "pause":
      act.edit("route", route, { state: "paused" });
      break;
    case "finish":
      act.edit("route", route, { state: "finished", finished_at: now });
      break;
    case "resume":
      act.edit("route", route, { state: "running" });
      break;
    case "reopen":
      act.edit("route", route, { state: "running", finished_at: null });
      break;
  }
}

/** One message for each route's driver. */
export function tell(
  act: Act,
  author: string,
  routes: readonly string[],
  text: string,
  now: number,
): void {
  for (const route of routes) {
    act.create("message", { author, text, to_route: route, sent_at: now });
  }
}
