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

/** Whether the words are in the task's texts, whatever their case. */
export function mentions({ title, description, labels }, words) {
  const text = [title, description, ...labels].join('\n').toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
