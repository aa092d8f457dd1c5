/**
 * What is looked at: a place, named by the address, which of its tasks are shown, in which order, and which
 * are chosen. `change` says that something else is looked at, or chosen.
 */

import { moment } from './agenda.js';
import { Ordered } from './derived.js';
import { tab } from './keep.js';
import { PLACES } from './places.js';
import { t } from '../texts/t.js';

const HOME = 'today';
const WHOLE = { show: 'all', sort: 'arranged' }; // of which a board makes columns
const minute = () => Math.floor(Date.now() / 60_000); // for so long, nothing is overdue that was not
const FEW = 100; // changes; more of them are faster taken all anew

export class View extends EventTarget {
  filter = tab.read('filter', { show: 'open', sort: 'arranged' });
  selected = new Set(); // ids of tasks
  finder = null; // from a query to what it finds, once that is loaded
  #store;
  #settings;
  #lingering = new Set();
  #stale = new Set(); // ids of what has changed since it was shown
  #known = { seen: [] };

  constructor(store, settings) {
    super();
    this.#store = store;
    this.#settings = settings;
    store.addEventListener('change', ({ detail }) => detail.ids.forEach((id) => this.#stale.add(id)));
    window.addEventListener('hashchange', () => this.changed());
  }

  /** `{ kind, id, thing?, board, …what the table says }`; the home where the address names no place. */
  get place() {
    const [, kind, ...rest] = location.hash.split('/');
    const known = Object.hasOwn(PLACES, kind) ? PLACES[kind] : null;
    const board = Boolean(known?.boards) && rest[known.of ? 1 : 0] === 'board' && rest.pop() === 'board';
    const id = decoded(rest[0] ?? '');
    const thing = known?.of ? this.#store[known.of].get(id) : kind === 'label' ? { name: id } : null;
    const missing = known?.of ? !thing || thing.deletedAt : kind === 'label' && !id;
    if (!known || missing) return { kind: HOME, id: '', ...PLACES[HOME], board: false };
    return { kind, id, thing, ...known, board, ...(board && { view: 'board' }) };
  }

  /** The address of the place, without its layout. */
  get path() {
    const { kind, id } = this.place;
    return id ? `${kind}/${encodeURIComponent(id)}` : kind;
  }

  get placeName() {
    const { kind, id, thing } = this.place;
    if (kind === 'search' && id) return t('search.for', { words: id });
    return thing?.name ?? t(`place.${kind}`);
  }

  go(path) {
    location.hash = `#/${path}`;
  }

  /** `show` is all, open or done; `sort` an order. */
  set(filter) {
    this.filter = { ...this.filter, ...filter };
    tab.write('filter', this.filter);
    this.changed();
  }

  /** Something else is looked at: what is chosen is out of sight, perhaps, and what lingers may go. */
  changed() {
    this.selected.clear();
    this.#lingering.clear();
    this.dispatchEvent(new Event('change'));
  }

  /** Keep a task where it is until something else is looked at, so that nothing moves under the finger. */
  linger(id) {
    this.#lingering.add(id);
    this.#stale.add(id);
  }

  /** Choose these tasks, and no others. */
  select(ids) {
    this.selected = new Set(ids);
    this.dispatchEvent(new Event('change'));
  }

  /** The fields that a new task has here, besides what is typed. */
  defaults() {
    return this.place.adds?.(this.#here()) ?? {};
  }

  /** The groups of tasks to show. */
  groups() {
    const { here, ordered } = this.#shown();
    return here.groups?.(ordered.tasks, here) ?? [{ id: 'all', tasks: ordered.tasks }];
  }

  /** What the filter that is looked at finds, once that can be told: `{ matches, open }`, or `{ misread }`, why it cannot be read. */
  get found() {
    return this.#shown().here.found;
  }

  /** The tasks to show, in order. */
  tasks() {
    return this.groups().flatMap(({ tasks }) => tasks);
  }

  /** The lines to show: their `ids`, of headings with a # in front; and what they say, by `line(id)`. */
  lines() {
    const headings = new Map();
    const groups = this.groups();
    const nests = groups.some(({ arranged }) => arranged);
    const ids = [].concat(...groups.map(({ id, title, day, tasks }) => {
      const own = tasks.map(({ taskId }) => taskId);
      if (!title || !(own.length || day)) return own;
      headings.set(`#${id}`, { title, day, count: own.length });
      return [`#${id}`, ...own];
    }));
    return { ids, line: (id) => headings.get(id) ?? this.line(this.#store.tasks.get(id), nests) };
  }

  /** What is said of a task here; `depth` is how deep it is below others, where tasks are nested. */
  line(task, nests = false) {
    const { taskId, parentId } = task;
    const { tasks, counts, waiting, trouble } = this.#store;
    const depth = nests ? this.#depth(task) : 0;
    return {
      task,
      clock: minute() + this.#settings.timeZone, // with which dues in words change, and are over
      depth,
      parts: counts.parts.get(taskId),
      partsDone: counts.partsDone.get(taskId),
      parent: depth === 0 && tasks.get(parentId)?.title,
      place: this.place.kind !== 'list' && this.#store.listOf(task)?.name,
      unsent: Boolean(trouble) && waiting.some(({ id }) => id === taskId),
      selected: this.selected.has(taskId),
    };
  }

  /** At most 3, also where tasks are part of each other. */
  #depth({ parentId }, most = 3) {
    return most && this.#known.ordered.has(parentId) ? 1 + this.#depth(this.#store.tasks.get(parentId), most - 1) : 0;
  }

  /** The tasks of the place in order, in step with the store: all anew, or with those that have changed since. */
  #shown() {
    const seen = [location.hash, this.filter, this.#settings.timeZone, this.finder, this.place.ages && minute()];
    const stale = this.#stale;
    this.#stale = new Set();
    const isSame = stale.size < FEW && seen.every((each, at) => each === this.#known.seen[at]);
    if (!isSame || ![...stale].every((id) => this.#follow(id))) {
      const here = this.#here();
      this.#known = { seen, here, ordered: new Ordered(here.order?.(here) ?? (() => null), this.#store.tasks.values()) };
    }
    return this.#known;
  }

  /** Whether it was a task that changed: with lists and filters, anything may be elsewhere. */
  #follow(id) {
    const { ordered } = this.#known;
    const task = this.#store.tasks.get(id);
    if (!task && !ordered.has(id)) return false;
    ordered.put(id, task);
    return true;
  }

  /** What the table of places is asked with. */
  #here() {
    const place = this.place;
    return {
      ...place,
      ...moment(this.#settings.timeZone),
      store: this.#store,
      filter: place.board ? WHOLE : this.filter,
      found: place.kind === 'filter' ? this.#found(place.thing) : null,
      lingers: ({ taskId }) => this.#lingering.has(taskId),
    };
  }

  #found({ query }) {
    try {
      return this.finder?.(query);
    } catch ({ message }) {
      return { matches: () => false, misread: message };
    }
  }
}

/** What is meant in an address, or the address itself where it means nothing. */
export function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
