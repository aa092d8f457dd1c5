/**
 * Keeps the page in the browser, so that it opens without the network. In front of this the server writes what
 * there is of this version: the `FOLDER` of its `FILES`, and of the `PACK` that has all others; and the digests of
 * those that are `NAMED` the same in every version. The folder is named for its content, so that no page gets a
 * file of another version.
 */

const { scope } = self.registration;
const VERSION = `${scope}${FOLDER}`;
const CONFIG = `${scope}config.json`;
const PATIENCE_MS = 300;

self.addEventListener('install', (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(begin()));
self.addEventListener('fetch', (event) => {
  const answer = answerTo(event.request);
  if (answer) event.respondWith(answer);
  if (event.request.mode === 'navigate') event.waitUntil(tidy());
});

/** Keep all or nothing: what is of another version already has another digest, and is refused. */
async function keep() {
  const cache = await caches.open(VERSION);
  const named = Object.entries(NAMED).map(([path, integrity]) => new Request(path, { integrity, cache: 'no-cache' }));
  await Promise.all([cache.addAll([...FILES.map((path) => FOLDER + path), ...named, CONFIG]), unpack(cache)]);
}

/** All that a page does not begin with comes at once. */
async function unpack(cache) {
  const response = await fetch(FOLDER + PACK);
  if (!response.ok) throw new Error(`${PACK}: ${response.status}`);
  const [contents, ...texts] = (await response.text()).split('\x1e');
  await Promise.all(JSON.parse(contents).map(([path, type], n) =>
    cache.put(FOLDER + path, new Response(texts[n], { headers: { 'Content-Type': type } }))));
}

async function begin() {
  await tidy();
  await self.clients.claim(); // a page that came over the network may go on without it
}

/** What the API answers is never kept. */
function answerTo(request) {
  const path = request.url.slice(scope.length).split(/[?#]/)[0] || './';
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return null;
  if (path === 'config.json') return lastSaid(request);
  if (path in NAMED) return kept(path, request);
  return path.startsWith('v/') ? ofAnyVersion(request) : null;
}

/** The files that a browser has thrown away are asked for. */
async function kept(path, request) {
  const cache = await caches.open(VERSION);
  return (await cache.match(new URL(path, scope))) ?? fetch(request);
}

/** A page of the version before goes on with its own. */
async function ofAnyVersion(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** What the server says, if it does so soon, or said last: no page waits for the network that can be there without it. */
async function lastSaid(request) {
  const cache = await caches.open(VERSION);
  const last = await cache.match(CONFIG);
  const asked = fetch(request).then(async (response) => {
    if (response.ok) await cache.put(CONFIG, response.clone());
    return response;
  });
  return last ? Promise.race([asked.catch(() => last), new Promise((said) => setTimeout(said, PATIENCE_MS, last))]) : asked;
}

/** Let go of versions that no page is of any more: each page holds a lock that is named for its own. */
async function tidy() {
  const { installing, waiting } = self.registration;
  if (installing || waiting) return;
  const { held } = await navigator.locks.query();
  const used = new Set([VERSION, ...held.map(({ name }) => name)]);
  const old = (await caches.keys()).filter((name) => name.startsWith(scope) && !used.has(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}
