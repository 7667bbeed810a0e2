import type { BrowserContext, Page, Request, WebSocket } from "@playwright/test";

const LIVE = "/api/v1/live";
const SYNC = /\/api\/v1\/sync(\/push)?$/;

/** What one page says to the server. */
export interface Spoken {
  /** Live sockets that are open. */
  sockets: number;
  /** Times that it handed writes in, over a socket or without one. */
  pushes: number;
  /** Rounds over HTTP. */
  rounds: number;
  /** Long polls. */
  polls: number;
}

/** Listens to all pages of a browser, from before they are opened. */
export class Traffic {
  private readonly pages = new Map<Page, Spoken>();

  constructor(context: BrowserContext) {
    context.on("page", (page) => {
      page.on("websocket", (socket) => this.socket(page, socket));
      page.on("request", (request) => this.request(page, request));
    });
  }

  of(page: Page): Spoken {
    let spoken = this.pages.get(page);
    if (spoken === undefined) {
      spoken = { sockets: 0, pushes: 0, rounds: 0, polls: 0 };
      this.pages.set(page, spoken);
    }
    return spoken;
  }

  private socket(page: Page, socket: WebSocket): void {
    if (!socket.url().endsWith(LIVE)) return;
    const spoken = this.of(page);
    spoken.sockets += 1;
    socket.on("close", () => (spoken.sockets -= 1));
    socket.on("framesent", ({ payload }) => {
      if (payload.toString().includes('"t":"push"')) spoken.pushes += 1;
    });
  }

  private request(page: Page, request: Request): void {
    const path = new URL(request.url()).pathname;
    const spoken = this.of(page);
    if (path.endsWith("/sync/changes")) spoken.polls += 1;
    if (!SYNC.test(path)) return;
    spoken.rounds += 1;
  }
}
