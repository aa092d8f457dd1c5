/** An end to what the browser keeps: of a space that is lost, and of a person who signs out. */

import { Database } from './db.js';
import { own, PREFIX } from './keep.js';

/** Take what waits out of a database that nobody will open again. */
export async function takeAway(name) {
  const waiting = await waitingIn(name);
  await drop(name);
  return waiting;
}

/** How many changes a person's pages have kept and not sent in other spaces than this. */
export async function unsentElsewhere(person) {
  const others = (await databases(person)).filter((name) => name !== own('things'));
  return (await Promise.all(others.map(waitingIn))).flat().length;
}

/** Nothing of what a person's pages kept, in whichever space, is for the next one to find. */
export async function forget(person) {
  for (const shelf of [sessionStorage, localStorage]) for (const key of Object.keys(shelf).filter(theirs(person))) shelf.removeItem(key);
  await Promise.all((await databases(person)).map(drop));
}

const waitingIn = (name) => Database.open(name).then((kept) => kept.entries()).catch(() => []);

async function databases(person) {
  const kept = (await indexedDB.databases?.().catch(() => [])) ?? [];
  return kept.map(({ name }) => name).filter(theirs(person));
}

const theirs = (person) => (name) => name.startsWith(`${PREFIX}${person}.`);

function drop(name) {
  const asked = indexedDB.deleteDatabase(name);
  return new Promise((resolve) => (asked.onsuccess = asked.onerror = asked.onblocked = resolve));
}
