/** Has the browser keep the page (`sw.js`), and says when there is a newer version. */

import { $ } from './dom.js';

const VERSION = new URL('..', import.meta.url).href;
const HOUR_MS = 3_600_000;

export async function install() {
  const workers = navigator.serviceWorker;
  if (!workers) return; // browsers have none for addresses without TLS but their own machine's
  navigator.locks.request(VERSION, { mode: 'shared' }, () => new Promise(() => {})); // its files are in use
  const registration = await workers.register(address()).catch(() => null);
  if (!registration) return; // forbidden by the person
  offerReload(workers);
  lookForMore(registration);
}

/** The one script address that the page's security policy lets it make. */
function address() {
  const rules = { createScriptURL: () => './sw.js' };
  return globalThis.trustedTypes?.createPolicy('farthing', rules).createScriptURL('') ?? './sw.js';
}

/** Say when another version has taken over: this page goes on with its own files until it is read anew. */
function offerReload(workers) {
  let controlled = workers.controller;
  $('#update button').onclick = () => location.reload();
  workers.addEventListener('controllerchange', () => {
    if (controlled) $('#update').hidden = false; // the first one ever is of this version
    controlled = true;
  });
}

/** Browsers look for another version when a page is opened; some stay open for weeks. */
function lookForMore(registration) {
  let looked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - looked < HOUR_MS) return;
    looked = Date.now();
    registration.update().catch(() => {}); // the next hour's may come through
  });
}
