// Keep the last days readable without a network. While it answers, every page comes from there.
// Only this site's own addresses are touched: other sites may share its origin.
"use strict";
const SITE = {}; // what the build knows: version, own, shell, kept, tags, words
const PATIENCE = 3000; // milliseconds that a page may take before its kept copy is shown

const base = new URL("./", self.location);
const prefix = `ah:${base.pathname}:`;
const open = () => caches.open(prefix + SITE.version);
const below = (url) => new URL(url).pathname.slice(base.pathname.length);
const isOwn = (url) => url.startsWith(base.href) && SITE.own.includes(below(url).split("/")[0]);
const langOf = (path) => Object.keys(SITE.kept).find((lang) => lang === path.split("/")[0]) ?? Object.keys(SITE.kept)[0];
const isKept = (path) => Object.values(SITE.kept).flat().includes(path);
const nothing = () => {};

self.addEventListener("install", (event) => {
  event.waitUntil(open().then((shelf) => shelf.addAll(SITE.shell)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));

async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== prefix + SITE.version);
  await Promise.all(old.map((name) => caches.delete(name)));
  const shelf = await open();
  for (const { url } of await shelf.keys()) {
    if (!below(url).startsWith("theme/") && !isKept(below(url))) await shelf.delete(url);
  }
}

// A page says which language it is in: that language's home and last days are kept, the newest two always anew.
self.addEventListener("message", (event) => {
  if (Object.hasOwn(SITE.kept, event.data) && !navigator.connection?.saveData) event.waitUntil(fill(SITE.kept[event.data]));
});

async function fill(paths) {
  const shelf = await open();
  for (const [n, path] of paths.entries()) {
    if (n > 1 && await shelf.match(base.href + path)) continue;
    const answer = await fetch(base.href + path, { cache: "no-cache" }).catch(nothing);
    if (answer?.ok) await shelf.put(base.href + path, answer).catch(nothing);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !isOwn(request.url)) return;
  if (request.mode === "navigate") event.respondWith(page(event, below(request.url)));
  else if (request.url.includes("?v=")) event.respondWith(asset(request));
});

// An address with `?v=` and a hash never changes what it stands for.
async function asset(request) {
  const shelf = await open();
  const kept = await shelf.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) shelf.put(request, answer.clone()).catch(nothing);
  return answer;
}

async function page(event, path) {
  const shelf = await open();
  const arriving = fetch(event.request, { cache: "no-cache" }).then((answer) => {
    if (answer.ok && isKept(path)) event.waitUntil(shelf.put(base.href + path, answer.clone()).catch(nothing));
    return answer;
  });
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE, "slow"));
  const first = await Promise.race([arriving, patience]).catch(() => "offline");
  if (first instanceof Response && first.status < 500) return first;
  const copy = await shelf.match(base.href + path);
  if (copy) return noted(await copy.text(), path, first === "slow" ? "slow" : "offline");
  return arriving.catch(() => elsewhere(shelf, langOf(path)));
}

// What is not kept leads to what is.
async function elsewhere(shelf, lang) {
  for (const path of SITE.kept[lang]) {
    if (await shelf.match(base.href + path)) return Response.redirect(base.href + path);
  }
  return html(`<!doctype html><html lang="${SITE.tags[lang]}"><title>${SITE.words[lang].none}</title><p>${SITE.words[lang].none}</p></html>`, 503);
}

function noted(text, path, why) {
  const lang = langOf(path);
  const day = path.match(/(\d{4})\/(\d\d)\/(\d\d)\/$/)?.slice(1).join("-") ?? text.match(/ data-newest="([\d-]{10})"/)?.[1] ?? "";
  const style = { month: "long", day: "numeric", timeZone: "UTC" };
  const words = day && new Intl.DateTimeFormat(lang === "en" ? "en-GB" : "zh-CN", style).format(new Date(day));
  const notice = `<p class="notice warn" role="status" data-offline>${SITE.words[lang][why].replace("{day}", words)}</p>`;
  return html(text.replace(/<main [^>]*>/, (main) => main + notice), 200);
}

function html(text, status) {
  return new Response(text, { status, headers: { "Content-Type": "text/html; charset=utf-8" } });
}
