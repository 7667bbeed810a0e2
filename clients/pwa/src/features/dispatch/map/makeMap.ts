import { MapLibreMap, setWorkerUrl, type StyleSpecification } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
// A file of its own beside the script: the page's policy allows no worker out of a blob.
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";

import { CHINESE } from "./fonts";

/** Taiwan's main island, for a day without stops. */
const TAIWAN: [number, number, number, number] = [119.9, 21.85, 122.1, 25.35];
/** Space around the stops, px. */
const PADDING = 56;
/** Closer than a street is of no use at the start. */
const CLOSEST_AT_FIRST = 14.5;

/** Whether the browser has what maps are drawn with. */
export function canDrawMaps(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

/**
 * Makes a map; whoever made it must remove it.
 *
 * @param bounds what it shows at first; null: the whole island
 * @param label what it is called for who does not see it
 */
export function makeMap(
  container: HTMLElement,
  style: StyleSpecification,
  bounds: [number, number, number, number] | null,
  label: string,
): MapLibreMap {
  setWorkerUrl(workerUrl);
  const map = new MapLibreMap({
    container,
    style,
    bounds: bounds ?? TAIWAN,
    fitBoundsOptions: { padding: PADDING, maxZoom: CLOSEST_AT_FIRST },
    minZoom: 5,
    maxZoom: 18,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    localIdeographFontFamily: CHINESE,
    locale: { "Map.Title": label },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  return map;
}
