import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

const HOST = "127.0.0.1";

/** What stands between a browser and the server in offices and hotels: it passes everything on,
 * unless it is told otherwise. */
export class Middlebox {
  /** Lets no WebSocket through, as old proxies do. */
  blocksSockets = false;
  /** WebSockets that were asked for. */
  asked = 0;
  private readonly changes = new Map<string, (body: string) => string>();
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((asked, answer) => this.pass(asked, answer));

  private constructor(private readonly target: URL) {
    this.server.on("connection", (socket) => this.keep(socket));
    this.server.on("upgrade", (asked, socket: Socket, head) => this.upgrade(asked, socket, head));
  }

  /** `target`: the server's address. */
  static async before(target: string): Promise<Middlebox> {
    const box = new Middlebox(new URL(target));
    await new Promise<void>((resolve) => box.server.listen(0, HOST, resolve));
    return box;
  }

  /** Where browsers are to go. */
  get url(): string {
    return `http://${HOST}:${(this.server.address() as AddressInfo).port}`;
  }

  /** Changes what the server answers for a path, from now on. */
  change(path: string, change: (body: string) => string): void {
    this.changes.set(path, change);
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const change = this.changes.get(asked.url ?? "");
    const { method, url: path, headers } = asked;
    const sent = change
      ? { ...headers, "accept-encoding": "identity", "if-none-match": "" }
      : headers;
    const { hostname, port } = this.target;
    const onward = request({ host: hostname, port, method, path, headers: sent }, (got) => {
      if (change === undefined) {
        answer.writeHead(got.statusCode ?? 502, got.headers);
        got.pipe(answer);
        return;
      }
      const parts: Buffer[] = [];
      got.on("data", (part: Buffer) => parts.push(part));
      got.on("end", () => {
        const body = Buffer.from(change(Buffer.concat(parts).toString()));
        const headers: IncomingHttpHeaders = { ...got.headers };
        headers["content-length"] = String(body.length);
        delete headers.etag;
        answer.writeHead(got.statusCode ?? 502, headers);
        answer.end(body);
      });
    });
    // The server is gone: so is the connection, as a browser would see it.
    onward.on("error", () => answer.destroy());
    asked.pipe(onward);
  }

  private upgrade(asked: IncomingMessage, socket: Socket, head: Buffer): void {
    this.asked += 1;
    if (this.blocksSockets) {
      socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
      return;
    }
    const { hostname, port } = this.target;
    const onward = connect(Number(port), hostname, () => {
      const lines = [`${asked.method} ${asked.url} HTTP/1.1`];
      for (let at = 0; at < asked.rawHeaders.length; at += 2) {
        lines.push(`${asked.rawHeaders[at]}: ${asked.rawHeaders[at + 1]}`);
      }
      onward.write(`${lines.join("\r\n")}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    this.keep(onward);
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on("close", () => this.sockets.delete(socket));
  }
}
