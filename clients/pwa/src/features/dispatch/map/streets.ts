/**
 * The operator's street map: a PMTiles file that the server hands out, beneath the app's own map. It
 * is drawn where its layers are called as in the two schemas that such files come in (Protomaps and
 * OpenMapTiles).
 */

import { addProtocol, type LayerSpecification, type SourceSpecification } from "maplibre-gl";
import { PMTiles, Protocol } from "pmtiles";

import { list, object, orNull, text } from "@/api/border";
import { fetchMeta } from "@/api/meta";
import type { Language } from "@/i18n/language";

import type { Colours } from "./colours";
import { LATIN } from "./fonts";

/** A street map that was found. */
export interface Streets {
  /** With its protocol. */
  readonly url: string;
  /** The names of its vector layers. */
  readonly layers: ReadonlySet<string>;
}

/** What a file says of itself comes from outside, too. */
const readLayers = object({ vector_layers: orNull(list(object({ id: text }))) });

let protocol: Protocol | undefined;

/** Asks the server for the operator's file; null where there is none. */
export async function findStreets(): Promise<Streets | null> {
  const { street_map: path } = await fetchMeta();
  if (!path) return null;
  if (protocol === undefined) {
    protocol = new Protocol();
    addProtocol("pmtiles", protocol.tile);
  }
  const url = new URL(path, location.href).href;
  const file = new PMTiles(url);
  protocol.add(file);
  return { url: `pmtiles://${url}`, layers: layerNames(await file.getMetadata()) };
}

function layerNames(metadata: unknown): ReadonlySet<string> {
  const { vector_layers: layers } = readLayers(metadata, "metadata");
  return new Set((layers ?? []).map((layer) => layer.id));
}

export function streetSource(streets: Streets): SourceSpecification {
  return { type: "vector", url: streets.url };
}

const AREAS = [
  { names: ["water"], colour: "water" },
  { names: ["landuse", "park"], colour: "park" },
  { names: ["buildings", "building"], colour: "block" },
] as const;

const ROADS = ["roads", "transportation"] as const;
const ROAD_NAMES = ["roads", "transportation_name"] as const;

/** Water, parks, houses, streets and their names, as far as the file has them. */
export function streetLayers(
  streets: Streets,
  colours: Colours,
  language: Language,
): LayerSpecification[] {
  const there = (names: readonly string[]): string[] =>
    names.filter((name) => streets.layers.has(name));
  return [
    ...AREAS.flatMap(({ names, colour }) =>
      there(names).map((name) => area(name, colours[colour])),
    ),
    ...there(ROADS).map((name) => road(name, colours.road)),
    ...there(ROAD_NAMES).map((name) => roadName(name, colours, language)),
  ];
}

function area(layer: string, colour: string): LayerSpecification {
  return {
    id: `streets-${layer}`,
    type: "fill",
    source: "streets",
    "source-layer": layer,
    filter: isGreen(layer),
    paint: { "fill-color": colour },
  };
}

/** Of all uses of land only what is green is worth a colour. */
function isGreen(
  layer: string,
): NonNullable<Extract<LayerSpecification, { type: "fill" }>["filter"]> {
  if (layer !== "landuse") return ["==", ["geometry-type"], "Polygon"];
  return [
    "in",
    ["get", "kind"],
    ["literal", ["park", "forest", "wood", "grass", "cemetery", "university"]],
  ];
}

function road(layer: string, colour: string): LayerSpecification {
  return {
    id: `streets-${layer}`,
    type: "line",
    source: "streets",
    "source-layer": layer,
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": colour,
      "line-width": ["interpolate", ["exponential", 1.5], ["zoom"], 10, 0.5, 14, 4, 18, 16],
    },
  };
}

function roadName(layer: string, colours: Colours, language: Language): LayerSpecification {
  const own = language === "zh-TW" ? "name:zh-Hant" : "name:en";
  return {
    id: `streets-${layer}-name`,
    type: "symbol",
    source: "streets",
    "source-layer": layer,
    minzoom: 13,
    layout: {
      "symbol-placement": "line",
      "text-field": ["coalesce", ["get", own], ["get", "name"], ""],
      "text-font": LATIN,
      "text-size": 12,
    },
    paint: { "text-color": colours.name, "text-halo-color": colours.land, "text-halo-width": 1.5 },
  };
}
