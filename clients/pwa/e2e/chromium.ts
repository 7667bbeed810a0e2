import { existsSync } from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The system's Chromium, or the one that FIELDPOST_CHROMIUM names; and how it is to behave. */
export const chromium = {
  path:
    process.env["FIELDPOST_CHROMIUM"] ?? PLACES.find((place) => existsSync(place)) ?? "chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
