/// <reference lib="webworker" />

import { clientsClaim } from "workbox-core";
import { ExpirationPlugin } from "workbox-expiration";
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: (string | { url: string; revision: string | null })[];
};

/** Addresses of the server itself; a navigation to one is never answered with the app. */
const NOT_THE_APP = [/^\/api\//, /^\/(health|metrics|meta|status|map)(\/|$)/];

/** The Chinese font comes in a hundred slices; those that the screens meet are kept. */
const FONT_SLICE = /\/assets\/noto-sans-tc-[^/]+\.woff2$/;

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

registerRoute(
  new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist: NOT_THE_APP }),
);

registerRoute(
  ({ url }) => url.origin === self.location.origin && FONT_SLICE.test(url.pathname),
  new CacheFirst({
    cacheName: "fonts",
    plugins: [new ExpirationPlugin({ maxEntries: 250, maxAgeSeconds: 365 * 24 * 3600 })],
  }),
);

// The first version serves the page that brought it; a later one waits until the person agrees.
clientsClaim();
self.addEventListener("message", (event: ExtendableMessageEvent) => {
  const message: unknown = event.data;
  const isAsked = typeof message === "object" && message !== null && "type" in message;
  if (isAsked && message.type === "SKIP_WAITING") void self.skipWaiting();
});
