/**
 * The agenda: the order of open tasks, by their due, then by priority, then as people arranged them. Dues are
 * compared as the clock on the wall at their place shows them, the whole day before its times; tasks without a due
 * come last.
 */

import { overdueAt, today } from './due.js';

const RANKED = ['urgent', 'high', 'medium', 'low', 'none'];

export const isOpen = ({ status, deletedAt }) => status !== 'done' && !deletedAt;

/** Where an open task is in the agenda, as text that sorts; null for one that is done or in the trash. */
export function rank(task) {
  const { dueDate, priority, position } = task;
  return isOpen(task) ? `${dueDate?.slice(0, 19) ?? '~'} ${RANKED.indexOf(priority)}${position}` : null;
}

/**
 * What places depend on besides tasks, for somebody in a zone: which `day` it is there, and whether a task
 * `isOverdue`, which is another question, as the day of a due begins and ends earlier or later at other places.
 */
export function moment(zone, now = Date.now()) {
  const isOver = overdueAt(zone, now);
  return { day: today(zone, now), isOverdue: (task) => Boolean(task.dueDate) && isOpen(task) && isOver(task.dueDate) };
}
