import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Server } from "./server";

const PLACE = "FIELDPOST_SEEDED";

/** Where the demonstration's data stand, to be copied by each test that needs a server. */
export function seeded(): string {
  const place = process.env[PLACE];
  if (place === undefined) throw new Error("nobody has made the demonstration");
  return place;
}

/** Makes the demonstration once for all tests of a run, in a folder of its own: runs beside each
 * other do not disturb each other. Its day is today, its drinks wait since now. */
export default async function seed(): Promise<(() => void) | undefined> {
  if (process.env[PLACE] !== undefined) return undefined;
  const place = mkdtempSync(join(tmpdir(), "fieldpost-e2e-seed-"));
  const server = await Server.on(place, "run");
  await server.stop();
  // The workers that run the tests inherit it.
  process.env[PLACE] = place;
  return () => rmSync(place, { recursive: true, force: true });
}
