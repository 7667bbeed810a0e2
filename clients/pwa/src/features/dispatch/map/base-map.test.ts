// @vitest-environment node
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

import { baseMap } from "../../../../map/build-base-map.js";

const text = readFileSync(new URL("../../../../public/map/taiwan.json", import.meta.url), "utf8");

test("the base map is what its script makes", () => {
  expect(text === JSON.stringify(baseMap())).toBe(true);
});

test("it is small enough to be carried along", () => {
  expect(gzipSync(text).length).toBeLessThan(300_000);
});

test("every town has its name in both languages", () => {
  const { features } = JSON.parse(text) as ReturnType<typeof baseMap>;
  const towns = features.filter(({ properties }) => properties?.["at"] === "town");
  expect(towns).toHaveLength(368);
  expect(towns.every(({ properties }) => properties?.["zh"] && properties["en"])).toBe(true);
});
