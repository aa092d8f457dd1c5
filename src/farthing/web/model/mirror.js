/**
 * What is known of a space: things as the server said them, as the person sees them (`shown`), their `outbox`,
 * and what is noted besides (`meta`): `token`, where the next pull begins; `whole`, that one came to its end;
 * `batch`, what was sent and not answered; `strokes`, what can be undone.
 *
 * All of it changes by steps, plain data that memory, the database and the other tabs take alike:
 * `{ things: [[kind, thing]], gone: [[kind, id]], entries, sent: [key], meta, force }`.
 */

import { applied } from './changes.js';
import { KINDS } from './db.js';
import { Counts } from './derived.js';
import { Outbox } from './outbox.js';

const IN_TRASH_MS = 30 * 86_400_000;

export class Mirror {
  shown = maps();
  counts = new Counts(); // of the tasks that are shown
  outbox = new Outbox();
  meta = {};
  #said = maps();
  #forgotten = new Date(Date.now() - IN_TRASH_MS).toISOString();

  get(kind, id) {
    return this.#said[kind].get(id);
  }

  /** The names of everything there is: `kind id`. */
  names() {
    return KINDS.flatMap((kind) => Array.from(this.#said[kind].keys(), (id) => `${kind} ${id}`));
  }

  /** Take a step; `things` that were news, and the `ids` of what shows otherwise now. */
  take({ things = [], gone = [], entries = [], sent = [], meta = {}, force = false }) {
    const news = things.filter(([kind, thing]) => this.#learn(kind, thing, force));
    const touched = [...gone, ...news.map(([kind, thing]) => [kind, thing[`${kind}Id`]])];
    for (const [kind, id] of gone) this.#said[kind].delete(id);
    for (const entry of [...sent.map((key) => this.outbox.get(key)), ...entries]) {
      if (entry) touched.push([entry.kind, entry.id]);
    }
    for (const entry of entries) this.outbox.put(entry);
    for (const key of sent) this.outbox.take(key);
    Object.assign(this.meta, meta);
    for (const [kind, id] of touched) this.#show(kind, id);
    return { things: news, ids: touched.map(([, id]) => id) };
  }

  /** Of two states of a thing the later version holds; one that was `guessed` only until it is said. */
  #learn(kind, thing, force) {
    const id = thing[`${kind}Id`];
    const known = this.get(kind, id);
    const news = force || !known || thing.version > known.version || (known.guessed && thing.version === known.version);
    if (news) this.#said[kind].set(id, thing);
    return news;
  }

  #show(kind, id) {
    const thing = this.outbox.of(id).reduce(applied, this.get(kind, id));
    const [shown, isThere] = [this.shown[kind], thing && !(thing.deletedAt < this.#forgotten)];
    if (kind === 'task') this.counts.change(shown.get(id), isThere ? thing : undefined);
    if (isThere) shown.set(id, thing);
    else shown.delete(id);
  }
}

const maps = () => Object.fromEntries(KINDS.map((kind) => [kind, new Map()]));
