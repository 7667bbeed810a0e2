/** How routes and stops are drawn over the base map. */

import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
} from "maplibre-gl";

import type { Colours } from "./colours";
import { LATIN } from "./fonts";

/** The sources that follow the board. */
export const WAYS = "ways";
export const STOPS = "stops";
export const DOUBTS = "doubts";

/** The layer whose features can be pressed. */
export const STOP_LAYER = "stop";
/** The ring around what is chosen. */
export const CHOSEN_LAYER = "stop-chosen";

const EMPTY = { type: "FeatureCollection", features: [] } as const;

export function overlaySources(): Record<string, SourceSpecification> {
  const source = (): SourceSpecification => ({ type: "geojson", data: { ...EMPTY, features: [] } });
  return { [WAYS]: source(), [STOPS]: source(), [DOUBTS]: source() };
}

/** Only these stops get a ring. */
export function chosenFilter(ids: readonly string[]): FilterSpecification {
  return ["in", ["get", "id"], ["literal", [...ids]]];
}

const IS_OUT: ExpressionSpecification = ["get", "out"];

/** Done is filled and solid, what is to come hollow and dotted, out of contact grey. */
export function overlayLayers(colours: Colours): LayerSpecification[] {
  const wayColour: ExpressionSpecification = ["case", IS_OUT, colours.noContact, colours.ink];
  const ofStanding: ExpressionSpecification = [
    "match",
    ["get", "is"],
    "delivered",
    colours.received,
    "failed",
    colours.failed,
    "current",
    colours.ink,
    colours.surface,
  ];
  const rim: ExpressionSpecification = [
    "match",
    ["get", "is"],
    ["delivered", "failed"],
    colours.land,
    "overdue",
    colours.late,
    ["due", "skipped"],
    colours.noContact,
    ["case", IS_OUT, colours.noContact, colours.ink],
  ];
  const radius: ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 9, 2, 12, 4, 16, 7];
  return [
    {
      id: "doubt",
      type: "fill",
      source: DOUBTS,
      paint: { "fill-color": colours.noContact, "fill-opacity": 0.08 },
    },
    {
      id: "doubt-rim",
      type: "line",
      source: DOUBTS,
      paint: { "line-color": colours.noContact, "line-width": 1, "line-dasharray": [4, 4] },
    },
    {
      id: "way-done",
      type: "line",
      source: WAYS,
      filter: ["==", ["get", "part"], "done"],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": wayColour, "line-width": 3 },
    },
    {
      id: "way-ahead",
      type: "line",
      source: WAYS,
      filter: ["==", ["get", "part"], "ahead"],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": wayColour, "line-width": 3, "line-dasharray": [0.1, 2.2] },
    },
    {
      id: CHOSEN_LAYER,
      type: "circle",
      source: STOPS,
      filter: chosenFilter([]),
      paint: {
        "circle-color": colours.action,
        "circle-opacity": 0.25,
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, 8, 16, 16],
        "circle-stroke-color": colours.action,
        "circle-stroke-width": 2,
      },
    },
    {
      id: STOP_LAYER,
      type: "circle",
      source: STOPS,
      paint: {
        "circle-color": ofStanding,
        "circle-radius": radius,
        "circle-stroke-color": rim,
        "circle-stroke-width": 1.75,
      },
    },
    {
      id: "stop-number",
      type: "symbol",
      source: STOPS,
      minzoom: 13.5,
      layout: {
        "text-field": ["to-string", ["get", "number"]],
        "text-font": LATIN,
        "text-size": 11,
        "text-anchor": "left",
        "text-offset": [0.8, 0],
        "text-padding": 1,
      },
      paint: { "text-color": wayColour, "text-halo-color": colours.land, "text-halo-width": 1.5 },
    },
  ];
}
