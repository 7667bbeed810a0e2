import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { expect, test, vi } from "vitest";

import type { Colours } from "./colours";
import { mapStyle } from "./style";

vi.mock("maplibre-gl", () => ({ addProtocol: () => undefined }));

const colours = new Proxy({}, { get: () => "#123456" }) as Colours;

const LAYERS = {
  protomaps: ["water", "landuse", "buildings", "roads"],
  openmaptiles: ["water", "park", "building", "transportation", "transportation_name"],
};

test.each(["zh-TW", "en"] as const)(
  "the style is valid in %s, without a glyph server",
  (language) => {
    const style = mapStyle({ colours, language, streets: null });
    expect(validateStyleMin(style)).toEqual([]);
    expect(style.glyphs).toBeUndefined();
  },
);

test.each(Object.entries(LAYERS))("it is valid over streets of %s", (_, names) => {
  const streets = { url: "pmtiles://streets.pmtiles", layers: new Set(names) };
  const style = mapStyle({ colours, language: "zh-TW", streets });
  expect(validateStyleMin(style)).toEqual([]);
  const drawn = style.layers.filter((layer) => "source" in layer && layer.source === "streets");
  expect(new Set(drawn.map((layer) => "source-layer" in layer && layer["source-layer"]))).toEqual(
    new Set(names),
  );
});
