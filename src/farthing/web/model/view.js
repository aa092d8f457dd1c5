/**
 * What is looked at: a place, named by the address, which of its tasks are shown, in which order, and which
 * are chosen. `change` says that something else is looked at, or chosen.
 */

import { tab } from './keep.js';
import { PLACES } from './places.js';
import { progressOf } from './task.js';
import { t } from '../texts/t.js';

const HOME = 'today';

export class View extends EventTarget {
  filter = tab.read('filter', { show: 'open', sort: 'arranged' });
  selected = new Set(); // ids of tasks
  finder = null; // from a query to what it finds, once that is loaded
  #store;
  #settings;
  #lingering = new Set();

  constructor(store, settings) {
    super();
    this.#store = store;
    this.#settings = settings;
    window.addEventListener('hashchange', () => {
      this.selected.clear();
      this.#changed();
    });
  }

  /** `{ kind, id, thing?, board, …what the table says }`; the home where the address names no place. */
  get place() {
    const [, kind, ...rest] = location.hash.split('/');
    const known = Object.hasOwn(PLACES, kind) ? PLACES[kind] : null;
    const board = Boolean(known?.boards) && rest[known.of ? 1 : 0] === 'board' && rest.pop() === 'board';
    const id = decoded(rest[0] ?? '');
    const thing = known?.of && this.#store[known.of].get(id);
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
    if (kind === 'label') return id;
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
    this.#changed();
  }

  /** Keep a task where it is until something else is looked at, so that nothing moves under the finger. */
  linger(id) {
    this.#lingering.add(id);
  }

  /** Choose these tasks, and no others. */
  select(ids) {
    this.selected = new Set(ids);
    this.dispatchEvent(new Event('change'));
  }

  /** The fields that a new task has here, besides what is typed. */
  defaults() {
    const place = this.place;
    return place.adds?.(this.#here(place)) ?? {};
  }

  /** The groups of tasks to show. */
  groups(filter = this.filter) {
    const place = this.place;
    return place.groups?.({ ...this.#here(place), filter }) ?? [];
  }

  /** The tasks to show, in order. */
  tasks() {
    return this.groups().flatMap(({ tasks }) => tasks);
  }

  /** The lines to show: headings, and tasks with what is said beside them. */
  entries(filter = this.filter) {
    const unsent = new Set(this.#store.trouble && this.#store.waiting.map(({ id }) => id));
    const day = new Date().toDateString(); // with which dues in words change
    const place = this.place;
    const progress = progressOf(this.#store.tasks);
    const depths = new Map();
    const line = (task, nested) => {
      const depth = nested ? (depths.get(task.parentId) ?? -1) + 1 : 0;
      depths.set(task.taskId, depth);
      return {
        id: task.taskId,
        task,
        day,
        depth: Math.min(depth, 3),
        progress: progress.get(task.taskId),
        parent: depth === 0 && this.#store.tasks.get(task.parentId)?.title,
        place: place.kind !== 'list' && this.#store.listOf(task)?.name,
        unsent: unsent.has(task.taskId),
        selected: this.selected.has(task.taskId),
      };
    };
    return this.groups(filter).flatMap(({ id, title, day, tasks, arranged }) => {
      const lines = tasks.map((task) => line(task, arranged));
      return title && (lines.length || day) ? [{ id: `#${id}`, title, day, count: lines.length }, ...lines] : lines;
    });
  }

  #here(place) {
    return {
      ...place,
      store: this.#store,
      zone: this.#settings.timeZone,
      filter: this.filter,
      found: place.kind === 'filter' ? this.#found(place.thing) : null,
      lingers: ({ taskId }) => this.#lingering.has(taskId),
      tasks: (wanted) => {
        const tasks = [];
        for (const task of this.#store.tasks.values()) if (!task.deletedAt && wanted(task)) tasks.push(task);
        return tasks;
      },
    };
  }

  /** What a filter finds; nothing where it cannot be read, which its form says. */
  #found({ query }) {
    try {
      return this.finder?.(query);
    } catch {
      return null;
    }
  }

  #changed() {
    this.#lingering.clear();
    this.dispatchEvent(new Event('change'));
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
