/**
 * Changes on their way to the server, in the order they were made. An entry is plain data: a change (see
 * `changes.js`) with a `key` that sorts, the `tab` it was made in, and the version the server had said (`base`). One
 * that was refused has its `problem`, one that excludes what others did `theirs`: both stay until the person
 * sends them again or lets them go.
 */

export class Outbox {
  entries = [];
  #gone = new Set();
  #clock = 0;

  /** A key after all that are known: by the clock, unless that went backwards. */
  key() {
    this.#clock = Math.max(Date.now(), this.#clock + 1);
    return `${this.#clock}-${Math.random()}`;
  }

  get(key) {
    return this.entries.find((entry) => entry.key === key);
  }

  put(entry) {
    if (this.#gone.has(entry.key)) return;
    this.#clock = Math.max(this.#clock, Number.parseInt(entry.key));
    const others = this.entries.filter(({ key }) => key !== entry.key);
    this.entries = [...others, entry];
    if (others.at(-1)?.key > entry.key) this.entries.sort((a, b) => (a.key < b.key ? -1 : 1)); // it takes long
  }

  /** Entries are never anew what they once ceased to be: tabs may hear of them late. */
  take(key) {
    this.#gone.add(key);
    this.entries = this.entries.filter((entry) => entry.key !== key);
  }

  get refused() {
    return this.entries.filter(isStuck);
  }

  /** Those to be sent: what is done to a thing that could not be made waits with it. */
  get free() {
    const unmade = new Set(this.refused.filter(({ op }) => op === 'create').map(({ id }) => id));
    return this.entries.filter((entry) => !isStuck(entry) && !unmade.has(entry.id));
  }

  /** Those that show on a thing. */
  of(id) {
    return this.entries.filter((entry) => entry.id === id && !isStuck(entry));
  }
}

const isStuck = ({ problem, theirs }) => Boolean(problem) || theirs !== undefined;
