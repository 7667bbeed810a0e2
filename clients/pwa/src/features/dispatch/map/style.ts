/** The base map's style: Taiwan's land and boundaries, from this app's own files. */

import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";

import type { Language } from "@/i18n/language";

import type { Colours } from "./colours";
import { LATIN } from "./fonts";
import { overlayLayers, overlaySources } from "./overlay-style";
import { streetLayers, streetSource, type Streets } from "./streets";

export interface StyleOptions {
  readonly colours: Colours;
  readonly language: Language;
  /** The operator's street map, where there is one. */
  readonly streets: Streets | null;
}

/** The whole style; its sources for routes and stops are empty at first. */
export function mapStyle({ colours, language, streets }: StyleOptions): StyleSpecification {
  const sources: Record<string, SourceSpecification> = {
    taiwan: { type: "geojson", data: "/map/taiwan.json" },
    ...(streets ? { streets: streetSource(streets) } : {}),
    ...overlaySources(),
  };
  return {
    version: 8,
    sources,
    layers: [
      { id: "water", type: "background", paint: { "background-color": colours.water } },
      ground(colours),
      ...(streets ? streetLayers(streets, colours, language) : []),
      ...boundaries(colours, streets !== null),
      ...names(colours, language),
      ...overlayLayers(colours),
    ],
  };
}

function ground(colours: Colours): LayerSpecification {
  return {
    id: "land",
    type: "fill",
    source: "taiwan",
    filter: ["==", ["get", "is"], "land"],
    paint: { "fill-color": colours.land },
  };
}

/** Boundaries of villages mostly run along streets: without a street map they are drawn like
 * some. */
function boundaries(colours: Colours, hasStreets: boolean): LayerSpecification[] {
  const line = (is: string, color: string, widths: [number, number][]): LayerSpecification => ({
    id: is,
    type: "line",
    source: "taiwan",
    filter: ["==", ["get", "is"], is],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": color,
      "line-width": ["interpolate", ["exponential", 1.5], ["zoom"], ...widths.flat()],
    },
  });
  const villages = line("village", colours.road, [
    [10, 0.3],
    [13, 2],
    [16, 9],
  ]);
  return [
    ...(hasStreets ? [] : [villages]),
    line("town", hasStreets ? colours.block : colours.road, [
      [7, 0.5],
      [12, 3],
      [16, hasStreets ? 4 : 14],
    ]),
    line("county", colours.name, [
      [6, 0.5],
      [14, 1.5],
    ]),
  ];
}

/** Areas by name: the larger they are, the farther out. */
function names(colours: Colours, language: Language): LayerSpecification[] {
  const name = (at: string, size: number, from: number, to: number): LayerSpecification => ({
    id: `${at}-name`,
    type: "symbol",
    source: "taiwan",
    minzoom: from,
    maxzoom: to,
    filter: ["==", ["get", "at"], at],
    layout: {
      "text-field": ["get", language === "zh-TW" ? "zh" : "en"],
      "text-font": LATIN,
      "text-size": size,
      "text-padding": 8,
      "text-letter-spacing": 0.04,
    },
    paint: { "text-color": colours.name, "text-halo-color": colours.land, "text-halo-width": 1.5 },
  });
  return [name("county", 15, 0, 9.5), name("town", 14, 9.5, 15), name("village", 12, 13, 24)];
}
