/**
 * What is looked at: a place (`#/all`, `#/inbox`, `#/list/ID`, `#/trash`), and how its tasks are filtered and
 * sorted. `change` says that something else is looked at.
 */

import { tab } from './keep.js';
import { mentions, ORDERS } from './task.js';

export class View extends EventTarget {
  words = '';
  filter = tab.read('filter', { show: 'open', sort: 'arranged' });
  #store;
  #lingering = new Set();

  constructor(store) {
    super();
    this.#store = store;
    window.addEventListener('hashchange', () => this.#changed());
  }

  /** `{ kind: 'all' | 'inbox' | 'list' | 'trash', list? }` */
  get place() {
    const [, kind, id] = location.hash.split('/');
    const list = this.#store.lists.get(id);
    if (kind === 'list' && list && !list.deletedAt) return { kind, list };
    return { kind: ['inbox', 'trash'].includes(kind) ? kind : 'all' };
  }

  get placeName() {
    const { kind, list } = this.place;
    return list?.name ?? { all: 'All tasks', inbox: 'Inbox', trash: 'Trash' }[kind];
  }

  go(path) {
    location.hash = `#/${path}`;
  }

  search(words) {
    this.words = words.trim();
    this.#changed();
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

  /** The tasks to show, in order. */
  tasks() {
    const { kind, list } = this.place;
    const tasks = [...this.#store.tasks.values()].filter((task) => !task.deletedAt && this.#shows(task));
    const here = kind === 'all' ? tasks : tasks.filter((task) => this.#store.listOf(task) === list);
    return here.sort(ORDERS[this.filter.sort]);
  }

  #shows(task) {
    const { show } = this.filter;
    const shown = show === 'all' || this.#lingering.has(task.taskId) || (show === 'done') === (task.status === 'done');
    return shown && mentions(task, this.words);
  }

  #changed() {
    this.#lingering.clear();
    this.dispatchEvent(new Event('change'));
  }
}
