/** The board's routes and stops as shapes on the map. */

import type { Feature, FeatureCollection, Position } from "geojson";

import type { Place } from "../board/detour";
import { isOpen, type Column, type StopRow } from "../board/model";

/** Shapes for the three sources of the overlay. */
export interface Overlay {
  readonly ways: FeatureCollection;
  readonly stops: FeatureCollection;
  readonly doubts: FeatureCollection;
}

/** Where a driver was seen last. */
export interface Sighting {
  readonly place: Place;
  /** ms since 1970. */
  readonly at: number;
}

export function overlayOf(columns: readonly Column[], now: number): Overlay {
  return {
    ways: collection(columns.flatMap(waysOf)),
    stops: collection(columns.flatMap(stopsOf)),
    doubts: collection(columns.flatMap((column) => doubtOf(column, now))),
  };
}

/** The newest proof that says where it was made. */
export function lastSighting(column: Column): Sighting | null {
  let last: Sighting | null = null;
  for (const { delivery } of column.rows) {
    const at = delivery?.at ?? delivery?.at_device;
    if (delivery?.place && at !== undefined && (last === null || at > last.at)) {
      last = { place: delivery.place, at };
    }
  }
  return last;
}

/** Where a driver's badge stands: where he was seen, else at the last stop that is done. */
export function placeOfDriver(column: Column): Place | null {
  const sighting = lastSighting(column);
  if (sighting !== null) return sighting.place;
  return column.rows.findLast((row) => !isOpen(row))?.customer?.place ?? null;
}

/** The stop that a driver is on the way to. */
export function nextOf(column: Column): StopRow | undefined {
  return column.rows.find((row) => row.standing === "current") ?? column.rows.find(isOpen);
}

/** West, south, east and north end of all stops; null where none is known to lie anywhere. */
export function boundsOf(columns: readonly Column[]): [number, number, number, number] | null {
  const points = columns.flatMap((column) => column.rows.flatMap(pointOf));
  const [first] = points;
  if (first === undefined) return null;
  return [
    Math.min(...points.map(([lon]) => lon ?? 0)),
    Math.min(...points.map(([, lat]) => lat ?? 0)),
    Math.max(...points.map(([lon]) => lon ?? 0)),
    Math.max(...points.map(([, lat]) => lat ?? 0)),
  ];
}

/** Solid through what is done and on to the next stop, dotted from there. */
function waysOf(column: Column): Feature[] {
  const done = column.rows.findLastIndex((row) => !isOpen(row));
  const isRunning = column.route.state === "running" || column.route.state === "paused";
  const turn = done === -1 ? 0 : done;
  const parts = [
    ["done", column.rows.slice(0, turn + 1)],
    ["ahead", column.rows.slice(turn)],
  ] as const;
  return parts.flatMap(([part, rows]) => {
    const line = rows.flatMap(pointOf);
    if (line.length < 2) return [];
    const properties = { route: column.id, part, out: column.contact.is === "out" && isRunning };
    return [{ type: "Feature", properties, geometry: { type: "LineString", coordinates: line } }];
  });
}

function stopsOf(column: Column): Feature[] {
  const out = column.contact.is === "out";
  return column.rows.flatMap((row): Feature[] => {
    const [point] = pointOf(row);
    if (point === undefined) return [];
    const { id, standing, number } = row;
    const properties = { id, route: column.id, is: standing, number, out };
    return [{ type: "Feature", properties, geometry: { type: "Point", coordinates: point } }];
  });
}

/** How far a silent driver may have come: more with time, but he stays in his part of town. */
const METRES_A_MINUTE = 40;
const [NEAREST_M, FARTHEST_M] = [250, 1_500];

/** A circle around where a silent driver was seen last. */
function doubtOf(column: Column, now: number): Feature[] {
  const sighting = lastSighting(column);
  if (column.contact.is !== "out" || sighting === null) return [];
  const minutes = (now - column.contact.at) / 60_000;
  const radius = Math.min(FARTHEST_M, Math.max(NEAREST_M, minutes * METRES_A_MINUTE));
  const ring = circle(sighting.place, radius);
  return [
    {
      type: "Feature",
      properties: { route: column.id },
      geometry: { type: "Polygon", coordinates: [ring] },
    },
  ];
}

const CORNERS = 48;
const METRES_A_DEGREE = 111_320;

function circle(centre: Place, radius: number): Position[] {
  const lat = radius / METRES_A_DEGREE;
  const lon = lat / Math.cos((centre.lat * Math.PI) / 180);
  return Array.from({ length: CORNERS + 1 }, (_, corner) => {
    const angle = (corner / CORNERS) * 2 * Math.PI;
    return [centre.lon + lon * Math.cos(angle), centre.lat + lat * Math.sin(angle)];
  });
}

function pointOf(row: StopRow): Position[] {
  const place = row.customer?.place;
  return place ? [[place.lon, place.lat]] : [];
}

function collection(features: Feature[]): FeatureCollection {
  return { type: "FeatureCollection", features };
}
