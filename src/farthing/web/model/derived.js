/**
 * What is worked out of all tasks and kept up as one after the other changes, so that a change among ten thousand
 * costs no more than among ten. It is always what working all of it out anew would give.
 */

/** Where the first is that is not `before`, in a row in which those that are come first. */
export function firstNot(row, before) {
  let [low, high] = [0, row.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(row[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Tasks in an order: `keyOf(task)` is where a task is among them, as text that sorts; null where it is not. */
export class Ordered {
  tasks = [];
  #keyOf;
  #keys = new Map(); // by id

  constructor(keyOf, tasks) {
    this.#keyOf = keyOf;
    const keyed = [];
    for (const task of tasks) if (this.#note(task.taskId, task)) keyed.push([this.#keys.get(task.taskId), task]);
    this.tasks = keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, task]) => task);
  }

  has(id) {
    return this.#keys.has(id);
  }

  /** Have a task as it is now; undefined where there is none any more. */
  put(id, task) {
    if (this.has(id)) this.tasks.splice(this.#place(id), 1);
    if (this.#note(id, task)) this.tasks.splice(this.#place(id), 0, task);
  }

  /** Where a task is, or belongs. */
  #place(id) {
    const key = this.#keys.get(id);
    return firstNot(this.tasks, ({ taskId }) => this.#keys.get(taskId) < key);
  }

  /** Whether the task belongs here; no two keys are the same. */
  #note(id, task) {
    const key = task && !task.deletedAt && this.#keyOf(task);
    if (key) this.#keys.set(id, `${key} ${id}`);
    else this.#keys.delete(id);
    return Boolean(key);
  }
}

/** How many tasks there are: open ones by list and by the day they are due; and of each task, parts and those done. */
export class Counts {
  byList = new Map();
  byDay = new Map();
  parts = new Map();
  partsDone = new Map();

  /** A task was otherwise `before`, or not there, and is so now, or gone. */
  change(before, now) {
    this.#add(before, -1);
    this.#add(now, 1);
  }

  #add(task, by) {
    if (!task || task.deletedAt) return;
    const { status, listId, dueDate, parentId } = task;
    const isOpen = status !== 'done';
    if (parentId) add(this.parts, parentId, by);
    if (parentId && !isOpen) add(this.partsDone, parentId, by);
    if (isOpen) add(this.byList, listId, by);
    if (isOpen && dueDate) add(this.byDay, dueDate.slice(0, 10), by);
  }
}

const add = (counts, of, by) => counts.set(of, (counts.get(of) ?? 0) + by);
