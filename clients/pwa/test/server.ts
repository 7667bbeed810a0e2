/**
 * The real server for tests: an organisation of its own with one person of each role, killed and
 * started at will, and put back to a backup.
 */

import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { Server } from "../e2e/server";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const run = promisify(execFile);

/** Of every account. */
export const PASSWORD = "correct horse battery";
export const ADMIN = "boss";

export type Role = "dispatcher" | "driver" | "barista" | "organiser";
const ROLES: readonly Role[] = ["dispatcher", "driver", "barista", "organiser"];

/** Begins a new epoch of every organisation, as an operator does after putting a backup back. */
const NEW_EPOCH = `
import asyncio, sys
from pathlib import Path
from server.inviting import find_organisation
from server.services import assemble_services
from server.settings import load
services = assemble_services(load(data=Path(sys.argv[1])))
async def begin():
    async with services.running():
        await services.storage.new_epoch(await find_organisation(services.engine, None))
asyncio.run(begin())
`;

/** A server with an organisation; `people`: role -> id. The user name is the role. */
export class TestHub {
  private constructor(
    readonly server: Server,
    private readonly folder: string,
    private readonly data: string,
    readonly people: Readonly<Record<Role, string>>,
  ) {}

  /** Founds an organisation and starts its server. */
  static async open(): Promise<TestHub> {
    const folder = mkdtempSync(join(tmpdir(), "fieldpost-test-"));
    const data = join(folder, "data");
    const arguments_ = ["--name", "測試", "--admin", ADMIN, "--admin-name", "老闆", "--data", data];
    await run(join(ROOT, ".venv/bin/fieldpost"), ["init", ...arguments_], {
      cwd: ROOT,
      env: { ...process.env, FIELDPOST_ADMIN_PASSWORD: PASSWORD },
    });
    const server = await Server.on(data);
    const people: Partial<Record<Role, string>> = {};
    const hub = new TestHub(server, folder, data, people as Record<Role, string>);
    const token = await hub.token(ADMIN);
    for (const role of ROLES) {
      const account = { user_name: role, password: PASSWORD, name: role, role };
      people[role] = String((await hub.post("/users", account, token))["id"]);
    }
    return hub;
  }

  get url(): string {
    return this.server.url;
  }

  async close(): Promise<void> {
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** An access token of somebody, without a device. */
  async token(userName: string): Promise<string> {
    const body = { user_name: userName, password: PASSWORD, client: "app" };
    return String((await this.post("/auth/login", body))["access_token"]);
  }

  /** A code that enrols one device of a person. */
  async code(role: Role): Promise<string> {
    return this.invite({ person: this.people[role] });
  }

  /** A code that enrols a tablet of a station. */
  async stationCode(station: string, role: Role): Promise<string> {
    return this.invite({ station, role });
  }

  /** A JSON request as the administrator, or with `token`; fails where it is refused. */
  async post(
    path: string,
    body: unknown,
    token?: string,
  ): Promise<Readonly<Record<string, unknown>>> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text || "{}") as Record<string, unknown>;
  }

  /** Copies the data as they are on the disk; the server must stand still. */
  backup(): void {
    cpSync(this.data, join(this.folder, "backup"), { recursive: true });
  }

  /** Puts the last copy in the place of the data: what came since is forgotten. */
  async restore(): Promise<void> {
    await this.server.stop();
    rmSync(this.data, { recursive: true, force: true });
    cpSync(join(this.folder, "backup"), this.data, { recursive: true });
    await run(join(ROOT, ".venv/bin/python"), ["-c", NEW_EPOCH, this.data], { cwd: ROOT });
    await this.server.start();
  }

  private async invite(what: Readonly<Record<string, string>>): Promise<string> {
    const answer = await this.post("/devices/enrolments", what, await this.token(ADMIN));
    return String(answer["code"]);
  }
}
