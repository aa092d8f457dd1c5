/** What a task is on this page; the server has the rules. */

export const BLANK = Object.freeze({
  title: '',
  description: '',
  status: 'todo',
  priority: 'none',
  dueDate: null,
  labels: [],
  listId: null,
});

/** Some of a thing's fields. */
export const pick = (thing, names) => Object.fromEntries(names.map((name) => [name, thing[name]]));

/** Those of a map of things that are not deleted. */
export const there = (things) => [...things.values()].filter(({ deletedAt }) => !deletedAt);

export const STATUSES = ['todo', 'doing', 'done'];
export const PRIORITIES = ['none', 'low', 'medium', 'high', 'urgent'];

/** Whether the words are in the task's texts, whatever their case. */
export function mentions({ title, description, labels }, words) {
  const text = [title, description, ...labels].join('\n').toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** The orders a list can be shown in. */
export const ORDERS = {
  arranged: (a, b) => inOrder(a, b) || soonest(a, b),
  due: (a, b) => soonest(a, b) || inOrder(a, b),
  newest: (a, b) => compare(b.taskId, a.taskId),
};

export const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const inOrder = (a, b) => compare(a.position, b.position);
const soonest = (a, b) => compare(a.dueDate ?? '~', b.dueDate ?? '~');

/** How many of each task's subtasks are done: id → `{ done, of }`. */
export function progressOf(tasks) {
  const progress = new Map();
  for (const { parentId, deletedAt, status } of tasks.values()) {
    if (!parentId || deletedAt) continue;
    const { done, of } = progress.get(parentId) ?? { done: 0, of: 0 };
    progress.set(parentId, { done: done + (status === 'done' ? 1 : 0), of: of + 1 });
  }
  return progress;
}
