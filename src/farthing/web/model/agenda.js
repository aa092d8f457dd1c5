/**
 * The agenda: the order of open tasks, by their due, then by priority, then as people arranged them; and which of
 * them Today and Upcoming show. Dues are compared as the clock on the wall at their place shows them, the whole
 * day before its times; tasks without a due come last.
 */

import { dayOf, overdueAt, plusDays, today } from './due.js';
import { compare } from './task.js';

const RANKED = ['urgent', 'high', 'medium', 'low', 'none'];

/** Where an open task is in the agenda, as text that sorts; null for one that is done or in the trash. */
export function rank({ status, deletedAt, dueDate, priority, position }) {
  if (!stillOpen({ status, deletedAt })) return null;
  return `${dueDate?.slice(0, 19) ?? '~'} ${RANKED.indexOf(priority)}${position}`;
}

/** The order of two open tasks. */
export const compareAgenda = (a, b) => compare(rank(a), rank(b)) || compare(a.taskId, b.taskId);

/** Those of the tasks that are open, in the order of the agenda: many sort faster here than by `compareAgenda`. */
export function inAgenda(tasks) {
  const ranked = [];
  for (const task of tasks) if (stillOpen(task)) ranked.push([`${rank(task)} ${task.taskId}`, task]);
  return ranked.sort(([a], [b]) => compare(a, b)).map(([, task]) => task);
}

/**
 * Of an open task, for somebody in a zone at a time: `isDue`, whether Today shows it, which is what is due today
 * or was before; `isUpcoming`, whether it is due on one of the days from tomorrow on; and `isOverdue`, which is
 * another question, as the day of a due begins and ends earlier or later at other places.
 */
export function viewsAt(zone, now = Date.now(), days = 7) {
  const day = today(zone, now);
  const last = plusDays(day, days);
  const isOver = overdueAt(zone, now);
  const dueOf = (task) => stillOpen(task) && task.dueDate;
  const isDue = (task) => Boolean(dueOf(task)) && dayOf(task.dueDate) <= day;
  const isUpcoming = (task) => Boolean(dueOf(task)) && dayOf(task.dueDate) > day && dayOf(task.dueDate) <= last;
  const isOverdue = (task) => Boolean(dueOf(task)) && isOver(task.dueDate);
  return { today: day, isDue, isUpcoming, isOverdue };
}

const stillOpen = ({ status, deletedAt }) => status !== 'done' && !deletedAt;
