/** An end to what the browser keeps: of a space that is lost, and of a person who signs out. */

import { Database } from './db.js';
import { PREFIX } from './keep.js';

/** Take what waits out of a database that nobody will open again. */
export async function takeAway(name) {
  try {
    return await (await Database.open(name)).entries();
  } catch {
    return [];
  } finally {
    await drop(name);
  }
}

/** Nothing of what a person's pages kept, in whichever space, is for the next one to find. */
export async function forget(person) {
  const theirs = (name) => name.startsWith(`${PREFIX}${person}.`);
  for (const shelf of [sessionStorage, localStorage]) for (const key of Object.keys(shelf).filter(theirs)) shelf.removeItem(key);
  const kept = (await indexedDB.databases?.().catch(() => [])) ?? [];
  await Promise.all(kept.map(({ name }) => theirs(name) && drop(name)));
}

function drop(name) {
  const asked = indexedDB.deleteDatabase(name);
  return new Promise((resolve) => (asked.onsuccess = asked.onerror = asked.onblocked = resolve));
}
