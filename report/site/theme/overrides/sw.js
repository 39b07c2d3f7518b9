// Keeps the pages that were read on the reader's machine, for when there is no network. With a
// network all comes from there, so that nobody reads an old figure without being told.
"use strict";

const SCOPE = self.registration.scope;
const CACHE = `da-doc ${SCOPE}`; // other sites may share the host
const MOST_PAGES = 200;
const PATIENCE = 6000; // ms that a page waits for a poor line before its copy is shown
const FILES = /\.(pdf|docx|odt|epub|zip|xlsx|csv|parquet|xml)$/; // are saved by who wants them

const told = new Map(); // window → day of the copy that it shows, empty where the server tells none

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

function isOurs({ method, url }) {
  const { href, pathname } = new URL(url);
  return method === "GET" && href.startsWith(SCOPE) && !FILES.test(pathname);
}

/* The address without what only the browser needs: a page is kept once. */
function keyOf(url) {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

async function keep(url, answer) {
  const cache = await caches.open(CACHE);
  if (answer.ok && answer.type === "basic" && !answer.redirected) {
    await cache.delete(keyOf(url)); // the newest come last
    await cache.put(keyOf(url), answer);
    const pages = (await cache.keys()).filter((one) => /(\/|\.html)$/.test(one.url));
    await Promise.all(pages.slice(0, -MOST_PAGES).map((one) => cache.delete(one)));
  } else if (answer.status === 404 || answer.status === 410) {
    await cache.delete(keyOf(url)); // what was withdrawn is not shown again
  }
}

/* Only a page that asks for it begins to keep: who has all removed while a page is open, which still
   comes through here until it is left, has nothing kept again. */
async function renew(url, answer) {
  if (await caches.has(CACHE)) await keep(url, answer);
}

const copyOf = async (url) => (await caches.open(CACHE)).match(keyOf(url));

function late() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE));
}

async function answer(event) {
  const { request } = event;
  const copy = request.mode === "navigate" ? copyOf(request.url) : undefined;
  const network = fetch(request).then((response) => {
    event.waitUntil(renew(request.url, response.clone()));
    return response;
  });
  try {
    // Only where there is a copy is a poor line given up.
    return await ((await copy) ? Promise.race([network, late()]) : network);
  } catch (error) {
    const kept = await copyOf(request.url);
    if (request.mode !== "navigate") {
      if (kept) return kept;
      throw error;
    }
    if (!kept) return nothingKept();
    told.set(event.resultingClientId, kept.headers.get("date") ?? "");
    return kept;
  }
}

async function savedPages() {
  const cache = await caches.open(CACHE);
  const pages = (await cache.keys()).filter((one) => one.url.endsWith("/")).reverse();
  return Promise.all(
    pages.map(async ({ url }) => {
      const html = await (await cache.match(url)).text();
      return { url, title: /<title>([^<]*)/.exec(html)?.[1] ?? url }; // is escaped there
    }),
  );
}

async function nothingKept() {
  const links = (await savedPages()).map(({ url, title }) => `<li><a href="${encodeURI(decodeURI(url))}">${title}</a>`);
  return new Response(
    `<!doctype html><html lang="vi"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>Không có mạng</title><h1>Không có mạng</h1>
<p>Trang này chưa được lưu trên máy. Có mạng trở lại thì xin tải lại trang.
<h2>Các trang đã lưu</h2><ul>${links.join("") || "<li>Chưa có trang nào."}</ul>`,
    { status: 503, headers: { "content-type": "text/html; charset=utf-8" } },
  );
}

self.addEventListener("fetch", (event) => {
  if (isOurs(event.request)) event.respondWith(answer(event));
});

/* A page asks to be kept with what it has loaded, whether it is a copy, and what is kept. */
self.addEventListener("message", (event) => {
  const [port] = event.ports;
  const { ask, urls } = event.data;
  const answers = {
    keep: () => Promise.all(urls.filter((url) => isOurs({ method: "GET", url })).map(keepOne)),
    copy: () => told.get(event.source.id) ?? null,
    list: savedPages,
    forget: () => caches.delete(CACHE),
  };
  event.waitUntil(Promise.resolve(answers[ask]()).then((found) => port.postMessage(found)));
});

async function keepOne(url) {
  if (!(await copyOf(url))) await keep(url, await fetch(url));
}
