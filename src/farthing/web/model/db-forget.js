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
  const kept = (await indexedDB.databases?.().catch(() => [])) ?? [];
  const theirs = kept.filter(({ name }) => name.startsWith(`${PREFIX}${person}.`));
  await Promise.all(theirs.map(({ name }) => drop(name)));
}

function drop(name) {
  const asked = indexedDB.deleteDatabase(name);
  return new Promise((resolve) => (asked.onsuccess = asked.onerror = asked.onblocked = resolve));
}
