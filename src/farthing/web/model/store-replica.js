/**
 * A space as this tab has it: in memory, read from the browser's database and kept there, in agreement with the
 * other tabs, and, by the one of them that leads, in step with the server.
 */

import { Database } from './db.js';
import { own } from './keep.js';
import { Mirror } from './mirror.js';
import { Sync } from './sync.js';
import { Tabs } from './tabs.js';

export class Replica extends EventTarget {
  partial = false; // lists, filters and what is due soon are there
  syncing = false; // whether we talk to the server
  trouble = ''; // why the server is not in step with this page
  signedOut = false; // whether it is that nobody is signed in
  offline = false; // whether it is that the server cannot be reached
  unkept = false; // whether this browser refuses to keep what is done
  mirror = new Mirror();
  tabs = new Tabs(own('things'), (message) => this.#heard(message));
  #sync = null;
  #db = null;
  #isRead = false;
  #opened = Promise.withResolvers();
  #unwritten = null;
  #written = Promise.resolve();
  #touched = null;

  /** Whether everything is there. */
  get loaded() {
    return this.#isRead && Boolean(this.mirror.meta.whole);
  }

  /** Read what the first look needs; the rest follows, and then the server is asked. */
  async open() {
    try {
      this.#db = await Database.open(own('things'));
      this.#take(await this.#db.first());
    } catch {
      this.#keepNothing();
    }
    this.#opened.resolve();
    this.partial = true;
    this.#shown([]);
    this.#readOn();
  }

  async #readOn() {
    try {
      for await (const things of this.#db?.tasks() ?? []) this.mirror.take({ things });
    } catch {
      this.#keepNothing();
    }
    this.#isRead = true;
    this.#shown(this.mirror.shown.task.keys());
    this.tabs.tell({ hello: true });
    this.tabs.lead(async () => {
      await this.#gather();
      this.refresh();
    });
  }

  /** Be in step with the server; done then, where this is the tab that talks to it. */
  async refresh() {
    if (!this.tabs.leads) return this.tabs.tell({ wanted: true });
    this.#sync ??= new Sync(this);
    return this.#sync.run();
  }

  /** Take a step (see `mirror.js`): it shows at once; done when it is kept, and the other tabs know. */
  commit(step) {
    const things = this.#take(step);
    if (!this.#unwritten) this.#written = this.#write();
    const whole = this.#unwritten;
    whole.things.push(...things);
    for (const part of ['gone', 'entries', 'sent']) whole[part].push(...(step[part] ?? []));
    Object.assign(whole.meta, step.meta);
    whole.force ||= Boolean(step.force);
    return this.#written;
  }

  /** All steps of a moment are written at once. */
  async #write() {
    this.#unwritten = { things: [], gone: [], entries: [], sent: [], meta: {}, force: false };
    await this.#opened.promise;
    const step = this.#unwritten;
    this.#unwritten = null;
    try {
      await this.#db?.write(step);
    } catch {
      this.#keepNothing();
    }
    this.tabs.tell({ step });
  }

  #keepNothing() {
    this.#db = null;
    if (!this.unkept) this.emit('unkept');
    this.unkept = true;
  }

  /** Entries that other tabs kept and could not tell of before they were closed. */
  async #gather() {
    await this.#written;
    const kept = (await this.#db?.entries().catch(() => [])) ?? [];
    this.#take({ entries: kept.filter(({ key }) => !this.mirror.outbox.get(key)) });
  }

  async #heard({ step, state, told, hello, wanted }) {
    if (step) this.#take(step);
    if (state) this.#have(state);
    if (told?.[1].change.tab === this.tabs.id) this.emit(...told);
    if (!this.tabs.leads || !(hello || wanted)) return;
    if (hello) await this.#gather();
    this.refresh();
  }

  /** What is said of being in step, in every tab. */
  report(state) {
    this.#have(state);
    this.tabs.tell({ state });
  }

  #have(state) {
    Object.assign(this, state);
    this.#shown([]);
  }

  /** Tell the tab in which an entry was made what became of it; where that is closed, it is told here. */
  async tell(type, change, detail) {
    const told = [type, { change, ...detail }];
    const elsewhere = change.tab !== this.tabs.id && (await this.tabs.has(change.tab));
    if (elsewhere) this.tabs.tell({ told });
    else this.emit(...told);
  }

  #take(step) {
    const { things, ids } = this.mirror.take(step);
    this.#shown(ids);
    return things;
  }

  #shown(ids) {
    if (!this.#touched) queueMicrotask(() => this.#change());
    this.#touched ??= new Set();
    for (const id of ids) this.#touched.add(id);
  }

  #change() {
    const ids = this.#touched;
    this.#touched = null;
    this.emit('change', { ids });
  }

  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
