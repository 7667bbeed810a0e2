/**
 * A street map as an operator supplies it, but small: a PMTiles file (version 3) with one vector
 * tile, on which streets cross Taipei in a grid.
 */

import { writeFileSync } from "node:fs";

import { zxyToTileId } from "pmtiles";

const ZOOM = 10;
/** The tile that holds Taipei. */
const [X, Y] = [857, 438];
/** Units along a tile's side. */
const EXTENT = 4096;
const BETWEEN_STREETS = 128;

const HEADER_BYTES = 127;
const UNCOMPRESSED = 1;
const VECTOR_TILE = 1;

/** Writes the file. */
export function writeStreetMap(path: string): void {
  const tile = tileOf(streets());
  const metadata = Buffer.from(
    JSON.stringify({ name: "streets", vector_layers: [{ id: "roads", fields: {} }] }),
  );
  // Number of entries, then of each: id, run, length, offset + 1.
  const directory = Buffer.concat([1, zxyToTileId(ZOOM, X, Y), 1, tile.length, 1].map(varint));
  const header = Buffer.alloc(HEADER_BYTES);
  header.write("PMTiles");
  header.writeUInt8(3, 7);
  const metadataAt = HEADER_BYTES + directory.length;
  const tileAt = metadataAt + metadata.length;
  const places = [HEADER_BYTES, directory.length, metadataAt, metadata.length];
  const rest = [tileAt, 0, tileAt, tile.length, 1, 1, 1];
  for (const [at, value] of [...places, ...rest].entries()) {
    header.writeBigUInt64LE(BigInt(value), 8 + 8 * at);
  }
  for (const [at, value] of [1, UNCOMPRESSED, UNCOMPRESSED, VECTOR_TILE, ZOOM, ZOOM].entries()) {
    header.writeUInt8(value, 96 + at);
  }
  for (const [at, degrees] of [121.2, 24.8, 121.7, 25.2].entries()) {
    header.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * at);
  }
  header.writeUInt8(ZOOM, 118);
  header.writeInt32LE(121.5e7, 119);
  header.writeInt32LE(25.0e7, 123);
  writeFileSync(path, Buffer.concat([header, directory, metadata, tile]));
}

/** Lines from one side of the tile to the other, as commands of a vector tile. */
function streets(): readonly (readonly number[])[] {
  const lines: number[][] = [];
  for (let at = 0; at <= EXTENT; at += BETWEEN_STREETS) {
    lines.push([9, zigzag(0), zigzag(at), 10, zigzag(EXTENT), zigzag(0)]);
    lines.push([9, zigzag(at), zigzag(0), 10, zigzag(0), zigzag(EXTENT)]);
  }
  return lines;
}

function tileOf(lines: readonly (readonly number[])[]): Buffer {
  const features = lines.map((commands) =>
    field(2, Buffer.concat([number(3, 2), field(4, Buffer.concat(commands.map(varint)))])),
  );
  const layer = [number(15, 2), field(1, Buffer.from("roads")), ...features, number(5, EXTENT)];
  return field(3, Buffer.concat(layer));
}

function number(tag: number, value: number): Buffer {
  return Buffer.concat([varint(tag * 8), varint(value)]);
}

function field(tag: number, content: Buffer): Buffer {
  return Buffer.concat([varint(tag * 8 + 2), varint(content.length), content]);
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}
