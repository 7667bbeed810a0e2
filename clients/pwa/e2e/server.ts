import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
/** What is tested: the checkout, or an installed wheel that `FIELDPOST_COMMAND` names. */
export const COMMAND = process.env["FIELDPOST_COMMAND"] ?? `${ROOT}.venv/bin/fieldpost`;
const STRICTER = fileURLToPath(new URL("stricter.py", import.meta.url));
const START_MS = 60_000;

/** A port that nobody listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port"));
        else resolve(address.port);
      });
    });
  });
}

/** The server as a process: started, killed without warning, started again on the same data. */
export class Server {
  readonly url: string;
  private process: ChildProcess | null = null;
  private said = "";

  private constructor(
    /** The folder of its database and keys. */
    readonly data: string,
    private readonly port: number,
    private readonly command: "run" | "serve",
    private readonly environment: Readonly<Record<string, string>>,
  ) {
    this.url = `http://127.0.0.1:${port}`;
  }

  /** `run` seeds an empty folder with the demonstration first. */
  static async on(
    data: string,
    command: "run" | "serve" = "serve",
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Server> {
    const server = new Server(data, await freePort(), command, environment);
    await server.start();
    return server;
  }

  /** `release`: the later one declares a rule more strictly than the app knows it. */
  async start(release: "this" | "later" = "this"): Promise<void> {
    const [program, first] =
      release === "this" ? [COMMAND, []] : [join(dirname(COMMAND), "python"), [STRICTER]];
    const options = [this.command, "--port", String(this.port), "--data", this.data];
    const child = spawn(program, [...first, ...options], {
      cwd: ROOT,
      env: { ...process.env, ...this.environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process = child;
    const listen = (part: Buffer) => (this.said = (this.said + part.toString()).slice(-4_000));
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    const until = Date.now() + START_MS;
    while (Date.now() < until) {
      if (child.exitCode !== null) break;
      if (await this.answers()) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the server does not answer:\n${this.said}`);
  }

  /** `SIGKILL`: as when the machine loses power. */
  kill(): Promise<void> {
    return this.end("SIGKILL");
  }

  stop(): Promise<void> {
    return this.end("SIGTERM");
  }

  private async answers(): Promise<boolean> {
    try {
      const response = await fetch(`${this.url}/readyz`);
      if (!response.ok) return false;
      // While it seeds, `run` answers from a server of its own; the accounts are printed after it.
      return this.command === "serve" || this.said.includes("Ctrl-C");
    } catch {
      return false;
    }
  }

  private end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    this.process = null;
    if (child === null || child.exitCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      child.once("exit", () => resolve());
      child.kill(signal);
    });
  }
}
