/**
 * Tasks and lists as the person sees them: what the server last said, with the person's own changes on top.
 *
 * A change shows at once and is sent behind. Refused, it is gone from here again, and an event hands it
 * back: `refused` with the problem, `clash` with what others made of the same fields. A change that cannot
 * be sent stays, and is sent later. `merged` says that others changed other fields of the same thing, and
 * `change` that there is something new to show.
 */

import { pages, SignedOut, Unreachable } from './api.js';
import { applied, Clash, send } from './changes.js';
import { uuid7 } from './ident.js';
import { Mirror } from './mirror.js';
import { Outbox } from './outbox.js';

const RETRY_MS = 5_000;

export class Store extends EventTarget {
  tasks = new Map(); // by id, deleted ones too
  lists = new Map();
  filters = new Map();
  loaded = false;
  trouble = ''; // why the server is not in step with this page
  signedOut = false; // whether it is that nobody is signed in
  #mirror = new Mirror(() => this.#show());
  #outbox = new Outbox((change) => this.#attempt(change), (change, outcome) => this.#settle(change, outcome));
  #retry = 0;

  /** Changes that have not reached the server. */
  get waiting() {
    return this.#outbox.changes;
  }

  create(kind, fields) {
    return this.#make({ kind, id: uuid7(), op: 'create', fields });
  }

  /** Write fields; with `was`, the values seen before, only where others have not changed them. */
  edit(kind, id, fields, was) {
    return this.#make({ kind, id, op: 'edit', fields, was });
  }

  remove(kind, id) {
    return this.#make({ kind, id, op: 'delete' });
  }

  restore(kind, id) {
    return this.#make({ kind, id, op: 'restore' });
  }

  /** Send what waits, then read everything anew. */
  refresh() {
    return this.#reach(async () => {
      await this.#outbox.flush();
      await this.#load();
    });
  }

  /** Read what is in the trash. */
  loadTrash() {
    return this.#reach(async () => {
      for await (const { tasks, lists } of pages('trash')) {
        for (const task of tasks) this.#mirror.learn('task', task);
        for (const list of lists) this.#mirror.learn('list', list);
        this.#show();
      }
    });
  }

  /** The list a task is in, or undefined for the inbox: a deleted list leaves its tasks there. */
  listOf(task) {
    const list = this.lists.get(task.listId);
    return list?.deletedAt ? undefined : list;
  }

  #make(change) {
    this.#outbox.add({ ...change, at: new Date().toISOString() });
    this.#show();
    if (this.trouble) this.refresh();
    else this.#reach(() => this.#outbox.flush());
    return change.id;
  }

  /** Talk to the server; where it cannot be reached, say so and try again later. */
  async #reach(talk) {
    try {
      await talk();
      Object.assign(this, { trouble: '', signedOut: false });
    } catch (error) {
      Object.assign(this, { trouble: error.message, signedOut: error instanceof SignedOut });
      clearTimeout(this.#retry);
      if (error instanceof Unreachable && !this.signedOut) this.#retry = setTimeout(() => this.refresh(), RETRY_MS);
    }
    this.#show();
  }

  async #load() {
    for (const kind of ['list', 'task']) {
      const listing = this.#mirror.listing(kind);
      for await (const page of pages(`${kind}s`)) {
        listing.has(page[`${kind}s`]);
        this.#show();
      }
      listing.ended();
    }
    this.loaded = true;
  }

  async #attempt(change) {
    const known = this.#mirror.get(change.kind, change.id);
    try {
      const thing = await send(change, known);
      return { thing, merged: change.was && thing.version > known?.version + 1 };
    } catch (error) {
      if (error instanceof Unreachable) throw error;
      return { error };
    }
  }

  #settle(change, { thing, merged, error }) {
    const { kind, id, op, at } = change;
    if (error instanceof Clash) this.#clashed(change, error.theirs);
    else if (error) this.#refused(change, error);
    else if (op === 'delete') this.#mirror.tellDeleted(kind, id, at);
    else this.#mirror.tell(kind, thing);
    if (merged) this.#emit('merged', { thing });
  }

  #clashed(change, theirs) {
    const { kind, id, at } = change;
    if (theirs) this.#mirror.learn(kind, theirs);
    else this.#mirror.tellDeleted(kind, id, at);
    this.#show();
    this.#emit('clash', { change, theirs });
  }

  #refused(change, problem) {
    this.#show();
    this.#emit('refused', { change, problem });
    this.refresh(); // what the change was made on may be out of date
  }

  #show() {
    this.tasks = this.#withChanges('task');
    this.lists = this.#withChanges('list');
    this.#emit('change');
  }

  #withChanges(kind) {
    const things = new Map(this.#mirror.all(kind));
    for (const change of this.waiting) {
      const thing = change.kind === kind && applied(things.get(change.id), change);
      if (thing) things.set(change.id, thing);
    }
    return things;
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
