/**
 * Tasks, lists and filters as the person sees them: what the server last said, with the person's own changes on
 * top. Reading never waits for the network: everything is in this browser.
 *
 * A change shows at once, is kept, and is sent behind. Refused, it shows no longer but stays among `refused`, and
 * an event hands it back: `refused` with the problem, `clash` with what others made of the same fields. `merged`
 * says that others changed other fields of the same thing; `change` that there is something new to show, of the
 * things with these `ids`; `unkept` that this browser keeps nothing.
 */

import { typedOf } from './changes.js';
import { uuid7 } from './ident.js';
import { Replica } from './store-replica.js';
import { pick } from './task.js';
import { takeBack } from './undo.js';

const STROKES = 50; // that are kept

export class Store extends Replica {
  tasks = this.mirror.shown.task; // by id, deleted ones too
  lists = this.mirror.shown.list;
  filters = this.mirror.shown.filter;
  counts = this.mirror.counts;
  #stroke = null;

  /** Changes that have not reached the server. */
  get waiting() {
    return this.mirror.outbox.entries;
  }

  /** Those that wait for the person: each has its `problem`, or `theirs`, null where others deleted the thing. */
  get refused() {
    return this.mirror.outbox.refused;
  }

  create(kind, fields) {
    return this.#make([{ kind, id: uuid7(), op: 'create', fields }]);
  }

  /** Write fields; `was` has those of the values seen before that others may not have changed unasked. */
  edit(kind, id, fields, was) {
    return this.#make([{ kind, id, op: 'edit', fields, was }]);
  }

  remove(kind, id) {
    return this.#make([{ kind, id, op: 'delete' }]);
  }

  restore(kind, id) {
    return this.#make([{ kind, id, op: 'restore' }]);
  }

  /** Send an entry that was refused once more, perhaps with other fields; what it excluded has been seen. */
  resend(entry, fields = entry.fields) {
    const { key, kind, id, op, theirs } = entry;
    if (op === 'create' && !this.mirror.outbox.get(key)) return this.create(kind, fields); // it was let go meanwhile
    if (op === 'create') return this.#send({ entries: [{ ...entry, fields, problem: undefined }] });
    const seen = theirs ?? this.thing(kind, id);
    const change = { kind, id, op, fields, was: op === 'edit' ? pick(seen ?? {}, Object.keys(fields)) : undefined };
    const changes = op === 'edit' && seen?.deletedAt ? [{ kind, id, op: 'restore' }, change] : [change];
    return this.#make(changes, [key]);
  }

  /** Let an entry go; where it would have made a thing, with all that was done to that. */
  discard({ key, op, id }) {
    const others = op === 'create' ? this.waiting.filter((entry) => entry.id === id) : [];
    return this.commit({ sent: [key, ...others.map((entry) => entry.key)] });
  }

  /** Have what `run` changes be one stroke, which `undo` takes back; gives the stroke's key. */
  stroke(label, run) {
    const steps = [];
    this.#stroke = steps;
    try {
      run();
    } finally {
      this.#stroke = null;
    }
    const stroke = { key: uuid7(), label, steps };
    const { strokes = [] } = this.mirror.meta;
    if (steps.length) this.commit({ meta: { strokes: [...strokes.slice(1 - STROKES), stroke] } });
    return stroke.key;
  }

  /** Take back a stroke, or else the last: its `label`, and what had to be `left` as it is; null where there is none. */
  undo(key = this.mirror.meta.strokes?.at(-1)?.key) {
    const { strokes = [] } = this.mirror.meta;
    const stroke = strokes.find((each) => each.key === key);
    if (!stroke) return null;
    this.commit({ meta: { strokes: strokes.filter((each) => each !== stroke) } });
    return { label: stroke.label, left: takeBack(this, stroke) };
  }

  /** A thing by its kind and id, or undefined. */
  thing(kind, id) {
    return this.mirror.shown[kind].get(id);
  }

  /** The list a task is in, or undefined for the inbox: a deleted list leaves its tasks there. */
  listOf(task) {
    const list = this.lists.get(task.listId);
    return list?.deletedAt ? undefined : list;
  }

  #make(changes, sent = []) {
    this.#send({ entries: changes.map((change) => this.#entry(change)), sent });
    return changes[0].id;
  }

  #send(step) {
    return this.commit(step).then(() => this.refresh());
  }

  #entry(change) {
    const { kind, id, op, fields } = change;
    const seen = this.thing(kind, id);
    const before = op === 'edit' && seen ? pick(seen, Object.keys(fields)) : undefined;
    this.#stroke?.push({ kind, id, op, fields, before });
    const was = change.was ?? (before && typedOf(seen, fields));
    const made = { key: this.mirror.outbox.key(), tab: this.tabs.id, at: new Date().toISOString() };
    return { ...change, ...made, was, base: this.mirror.get(kind, id)?.version ?? 0 };
  }
}
