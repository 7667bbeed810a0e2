import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Server } from "./server";

/** Where the demonstration's data stand, to be copied by each test that needs a server. */
export const SEEDED = process.env["FIELDPOST_SEEDED"] ?? join(tmpdir(), "fieldpost-e2e-seed");

/** Makes the demonstration once for all tests; its day is today, its drinks wait since now. */
export default async function seed(): Promise<void> {
  if (process.env["FIELDPOST_SEEDED"] !== undefined) return;
  rmSync(SEEDED, { recursive: true, force: true });
  const server = await Server.on(SEEDED, "run");
  await server.stop();
}
