import type { FeatureCollection } from "geojson";

/** The map as GeoJSON: what is drawn says what it is in `is`, what is written in `at`. */
export function baseMap(): FeatureCollection;
