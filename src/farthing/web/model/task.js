/** What a task is on this page; the server has the rules. */

import { fold } from './folding.js';

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

/** Whether the words are in the task's texts, whatever their case and accents. */
export function mentions({ title, description, labels }, words) {
  const text = fold([title, description, ...labels].join('\n'));
  return fold(words).split(/\s+/).every((word) => text.includes(word));
}
