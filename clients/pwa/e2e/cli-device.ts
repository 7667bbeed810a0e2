import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import type { Doc, EntityName } from "../src/generated/entities";
import type { Rest } from "./rest";
import { COMMAND } from "./server";

const run = promisify(execFile);
const LARGEST = 64_000_000;

/** A device on the runtime in Python, as a driver's phone is: it speaks to the server only in
 * `sync`, and writes without contact in between. */
export class CliDevice {
  private constructor(
    private readonly folder: string,
    private readonly url: string,
  ) {}

  /** Enrols a new device for a person and pulls everything. `office` gives the code. */
  static async of(person: string, office: Rest, url: string): Promise<CliDevice> {
    const folder = await mkdtemp(join(tmpdir(), "fieldpost-device-"));
    const device = new CliDevice(folder, url);
    await device.say("enrol", [device.url, await office.code({ person })]);
    await device.sync();
    return device;
  }

  /** Hands in what waits and pulls what is new. */
  async sync(): Promise<void> {
    await this.say("sync");
  }

  async set(
    entity: EntityName,
    id: string,
    values: Readonly<Record<string, string | number>>,
  ): Promise<void> {
    const pairs = Object.entries(values).map(([field, value]) => `${field}=${value}`);
    await this.say("set", [entity, id, ...pairs]);
  }

  /** A new record; its id. */
  async add(
    entity: EntityName,
    values: Readonly<Record<string, string | number>>,
  ): Promise<string> {
    const pairs = Object.entries(values).map(([field, value]) => `${field}=${value}`);
    return (await this.say("add", [entity, ...pairs])).trim();
  }

  async list<E extends EntityName>(
    entity: E,
    where: Readonly<Record<string, string>> = {},
  ): Promise<Doc<E>[]> {
    const filters = Object.entries(where).flatMap(([field, value]) => [
      "--where",
      `${field}=${value}`,
    ]);
    const said = await this.say("list", [entity, "--json", "--limit", "100000", ...filters]);
    return JSON.parse(said) as Doc<E>[];
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  private async say(command: string, words: readonly string[] = []): Promise<string> {
    const store = ["--store", join(this.folder, "device.sqlite")];
    const { stdout } = await run(COMMAND, ["device", command, ...store, ...words], {
      maxBuffer: LARGEST,
    });
    return stdout;
  }
}
