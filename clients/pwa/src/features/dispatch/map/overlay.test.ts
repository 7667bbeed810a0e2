import { expect, test } from "vitest";

import { buildBoard } from "../board/build";
import { around, customer, records, route, stop } from "../board/samples";
import { boundsOf, lastSighting, nextOf, overlayOf, placeOfDriver } from "./overlay";

const NOW = 1_795_000_000_000;

const customers = new Map(
  [0, 1, 2, 3].map((n) => {
    const id = `c${n}`;
    return [id, customer(id, { place: { lat: 25 + n / 100, lon: 121.5 } })] as const;
  }),
);

function boardOf(lastContact: number) {
  return buildBoard(
    records({
      routes: [route("r1")],
      customers,
      stops: [
        stop("s0", 1, { customer: "c0", state: "delivered" }),
        stop("s1", 2, { customer: "c1", state: "delivered" }),
        stop("s2", 3, { customer: "c2" }),
        stop("s3", 4, { customer: "c3" }),
        stop("s4", 5, { customer: "nowhere" }),
      ],
      deliveries: [
        {
          id: "d1",
          _: { v: { phone: 1 } },
          stop: "s1",
          route: "r1",
          outcome: "delivered",
          left: 1,
          empties: 1,
          place: { lat: 25.0101, lon: 121.5001 },
          at: NOW - 60_000,
        },
      ],
    }),
    around({ asOf: NOW, reach: new Map([["r1", { unseen: [], taken: [], lastContact }]]) }),
  );
}

test("the way is solid through what is done and dotted from there on", () => {
  const { ways, stops, doubts } = overlayOf(boardOf(NOW).columns, NOW);
  const points = ways.features.map(({ geometry, properties }) => ({
    part: String(properties?.["part"]),
    count: geometry.type === "LineString" ? geometry.coordinates.length : 0,
  }));
  expect(points).toEqual([
    { part: "done", count: 2 },
    { part: "ahead", count: 3 },
  ]);
  // Whose customer lies nobody knows where, has no point.
  expect(stops.features.map((one) => one.properties?.["is"] as string)).toEqual([
    "delivered",
    "delivered",
    "current",
    "planned",
  ]);
  expect(doubts.features).toEqual([]);
});

test("a driver is where the newest proof was made, on the way to the next stop", () => {
  const [column] = boardOf(NOW).columns;
  if (!column) throw new Error("no route");
  expect(lastSighting(column)).toEqual({
    place: { lat: 25.0101, lon: 121.5001 },
    at: NOW - 60_000,
  });
  expect(placeOfDriver(column)).toEqual({ lat: 25.0101, lon: 121.5001 });
  expect(nextOf(column)?.id).toBe("s2");
});

test("around who is out of contact lies a circle of doubt that grows and ends", () => {
  const width = (silent: number) => {
    const { doubts } = overlayOf(boardOf(NOW - silent).columns, NOW);
    const [doubt] = doubts.features;
    if (doubt?.geometry.type !== "Polygon") return 0;
    const lons = (doubt.geometry.coordinates[0] ?? []).map(([lon]) => lon ?? 0);
    return Math.max(...lons) - Math.min(...lons);
  };
  expect(width(60_000)).toBe(0);
  expect(width(20 * 60_000)).toBeGreaterThan(width(6 * 60_000));
  expect(width(300 * 60_000)).toBeCloseTo(width(200 * 60_000));
});

test("the bounds hold all stops; without any there are none", () => {
  expect(boundsOf(boardOf(NOW).columns)).toEqual([121.5, 25, 121.5, 25.03]);
  expect(boundsOf([])).toBeNull();
});
