/** Has the browser keep the page (`sw.js`), and says when there is a newer version: a tab changes to it when asked. */

import { $ } from './dom.js';

const VERSION = new URL('..', import.meta.url).href;
const HOUR_MS = 3_600_000;

export async function install() {
  const workers = navigator.serviceWorker;
  if (!workers) return; // browsers have none for addresses without TLS but their own machine's
  navigator.locks.request(VERSION, { mode: 'shared' }, () => new Promise(() => {})); // its files are in use
  const registration = await workers.register(address()).catch(() => null);
  if (!registration) return; // forbidden by the person
  offerReload(workers, registration);
  lookForMore(registration);
}

/** The one script address that the page's security policy lets it make. */
function address() {
  const rules = { createScriptURL: () => './sw.js' };
  return globalThis.trustedTypes?.createPolicy('farthing', rules).createScriptURL('') ?? './sw.js';
}

/** Say when another version waits, or has been taken over in another tab. */
function offerReload(workers, registration) {
  let controlled = workers.controller;
  let asked = false;
  const offer = () => ($('#update').hidden = false);
  const look = () => registration.waiting && workers.controller && offer();
  $('#update button').onclick = () => {
    asked = true;
    if (registration.waiting) registration.waiting.postMessage('take over');
    else location.reload();
  };
  workers.addEventListener('controllerchange', () => {
    if (asked) location.reload();
    else if (controlled) offer(); // the first one ever is of this version
    controlled = true;
  });
  registration.addEventListener('updatefound', () => registration.installing.addEventListener('statechange', look));
  look();
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
