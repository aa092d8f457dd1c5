/**
 * What the browser keeps of one space for one person, over reloads and crashes: an IndexedDB. A browser that
 * refuses (a private window, a full disk) has `open` or `write` fail; the page then works in memory.
 */

import { isOpen } from './agenda.js';

export const KINDS = ['task', 'list', 'filter'];
const SHELVES = [...KINDS, 'outbox', 'meta'];
const CHUNK = 1000;
const SOON_MS = 2 * 86_400_000;

export class Database {
  #db;
  #forgotten = false; // in another tab the person has signed out

  constructor(db) {
    this.#db = db;
    db.onversionchange = () => {
      db.close();
      this.#forgotten = true;
    };
  }

  static async open(name) {
    return new Database(await opened(name));
  }

  /** What the first look at the page needs, as a step: everything but the tasks that are not due soon. */
  async first() {
    const shelves = this.#db.transaction(SHELVES);
    const soon = IDBKeyRange.upperBound(new Date(Date.now() + SOON_MS).toISOString());
    const [lists, filters, due, entries, names, values] = await Promise.all([
      all(shelves.objectStore('list')),
      all(shelves.objectStore('filter')),
      all(shelves.objectStore('task').index('agenda'), soon),
      all(shelves.objectStore('outbox')),
      done(shelves.objectStore('meta').getAllKeys()),
      all(shelves.objectStore('meta')),
    ]);
    const meta = Object.fromEntries(names.map((name, i) => [name, values[i]]));
    return { things: [...said('list', lists), ...said('filter', filters), ...said('task', due)], entries, meta };
  }

  /** All tasks, in chunks. */
  async *tasks() {
    let after;
    for (;;) {
      const records = await all(this.#db.transaction('task').objectStore('task'), after, CHUNK);
      if (records.length) yield said('task', records);
      if (records.length < CHUNK) return;
      after = IDBKeyRange.lowerBound(records.at(-1).id, true);
    }
  }

  async entries() {
    return all(this.#db.transaction('outbox').objectStore('outbox'));
  }

  /**
   * Keep a step, all of it or nothing; changes of people's over a power cut too. Once all was forgotten, nothing
   * is kept again but what a person still types here.
   */
  async write(step) {
    if (!this.#forgotten) return this.#put(step);
    if (!step.entries.length) return;
    const { name } = this.#db;
    this.#db = await opened(name);
    await this.#put({ ...step, things: [], gone: [], meta: {} }).finally(() => this.#db.close());
  }

  #put({ things, gone, entries, sent, meta }) {
    const shelves = this.#db.transaction(SHELVES, 'readwrite', { durability: entries.length ? 'strict' : 'relaxed' });
    for (const [kind, id] of gone) shelves.objectStore(kind).delete(id);
    for (const [kind, thing] of things) shelves.objectStore(kind).put(record(kind, thing));
    for (const entry of entries) shelves.objectStore('outbox').put(entry);
    for (const key of sent) shelves.objectStore('outbox').delete(key);
    for (const [name, value] of Object.entries(meta)) shelves.objectStore('meta').put(value, name);
    return new Promise((resolve, reject) => {
      shelves.oncomplete = resolve;
      shelves.onabort = () => reject(shelves.error);
    });
  }
}

function opened(name) {
  const asked = indexedDB.open(name, 1);
  asked.onupgradeneeded = () => createStores(asked.result);
  return done(asked);
}

function createStores(db) {
  const [tasks] = KINDS.map((kind) => db.createObjectStore(kind, { keyPath: 'id' }));
  tasks.createIndex('agenda', 'agenda'); // of what is open and due: others have no such key
  db.createObjectStore('outbox', { keyPath: 'key' });
  db.createObjectStore('meta');
}

function record(kind, thing) {
  const made = { id: thing[`${kind}Id`], thing };
  if (thing.dueDate && isOpen(thing)) made.agenda = thing.dueDate;
  return made;
}

const said = (kind, records) => records.map(({ thing }) => [kind, thing]);
const all = (shelf, range, most) => done(shelf.getAll(range, most));

function done(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
