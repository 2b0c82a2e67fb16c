// `site.pwa = false`: nothing is kept for reading without a network, and what was kept is let go.
"use strict";
const prefix = `ah:${new URL("./", self.location).pathname}:`;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const own = (await caches.keys()).filter((name) => name.startsWith(prefix));
  await Promise.all(own.map((name) => caches.delete(name)));
  await self.registration.unregister();
})()));
