/**
 * THE table of places: what each shows. A place is named by the address (`#/today`, `#/list/ID`) and shows
 * groups of tasks, `{ id, title?, day?, tasks }`, line by line, or in a `view` of its own, which is loaded
 * when it is gone to. What `boards` is shown as a board, too, where its address ends so.
 */

import { inAgenda, viewsAt } from './agenda.js';
import { dayName, dayOf, isDay, plusDays, today } from './due.js';
import { mentions, ORDERS } from './task.js';
import { t } from '../texts/t.js';

const DAYS_AHEAD = 7; // of which Upcoming shows each, even without tasks

export const PLACES = {
  today: { icon: 'today', boards: true, groups: dueToday, adds: (here) => ({ dueDate: today(here.zone) }) },
  inbox: { icon: 'inbox', boards: true, groups: arranged((task, { store }) => !store.listOf(task)) },
  upcoming: { icon: 'upcoming', groups: upcoming, adds: (here) => ({ dueDate: plusDays(today(here.zone), 1) }) },
  calendar: {
    icon: 'calendar',
    view: 'calendar',
    groups: (here) => [{ id: 'all', tasks: inAgenda(openOf(here).filter(({ dueDate }) => dueDate)) }],
    adds: ({ id, zone }) => ({ dueDate: isDay(id) ? id : today(zone) }),
  },
  all: { icon: 'all', boards: true, groups: arranged(() => true) },
  list: {
    icon: 'list',
    of: 'lists',
    boards: true,
    groups: arranged((task, { store, thing }) => store.listOf(task) === thing),
    adds: ({ thing }) => ({ listId: thing.listId }),
  },
  label: {
    icon: 'label',
    groups: arranged(({ labels }, { id }) => labels.includes(id)),
    adds: ({ id }) => ({ labels: [id] }),
  },
  filter: { icon: 'filter', of: 'filters', groups: filtered },
  search: { icon: 'search', groups: found },
  done: { icon: 'done', groups: finished, adds: null },
  trash: { icon: 'trash', view: 'trash' },
  outbox: { icon: 'outbox', view: 'outbox' },
  settings: { icon: 'settings', view: 'settings' },
};

const isOpen = ({ status }) => status !== 'done';

/** Tasks in the order that people gave them, or another that they chose; subtasks below their task. */
function arranged(belongs) {
  return (here) => {
    const { show, sort } = here.filter;
    const shown = (task) => show === 'all' || here.lingers(task) || (show === 'done') === !isOpen(task);
    const tasks = here.tasks((task) => belongs(task, here) && shown(task)).sort(ORDERS[sort]);
    return [{ id: 'all', tasks: sort === 'arranged' ? nested(tasks) : tasks, arranged: sort === 'arranged' }];
  };
}

/** Each task, and below it those that are part of it. */
function nested(tasks) {
  const present = new Set(tasks.map(({ taskId }) => taskId));
  const parts = Map.groupBy(tasks, ({ parentId }) => (present.has(parentId) ? parentId : null));
  if (parts.size < 2) return tasks;
  const [rows, placed] = [[], new Set()];
  const place = (task) => {
    if (placed.has(task)) return;
    placed.add(task);
    rows.push(task);
    parts.get(task.taskId)?.forEach(place);
  };
  parts.get(null)?.forEach(place);
  tasks.forEach(place); // tasks that are part of each other, which only a program can make
  return rows;
}

const openOf = (here) => here.tasks((task) => isOpen(task) || here.lingers(task));

/** Open tasks in the order of the agenda, and behind them those that linger. */
const ordered = (tasks) => [...inAgenda(tasks), ...tasks.filter((task) => !isOpen(task))];

function dueToday(here) {
  const { today: day, isOverdue } = viewsAt(here.zone);
  const due = ordered(openOf(here).filter(({ dueDate }) => dueDate && dayOf(dueDate) <= day));
  const overdue = due.filter(isOverdue);
  if (!overdue.length) return [{ id: 'today', tasks: due, day }];
  return [
    { id: 'overdue', title: t('group.overdue'), tasks: overdue },
    { id: 'today', title: dayName(day), tasks: due.filter((task) => !overdue.includes(task)), day },
  ];
}

/** What is due from tomorrow on, by day. */
function upcoming(here) {
  const begin = plusDays(today(here.zone), 1);
  const days = new Map(Array.from({ length: DAYS_AHEAD }, (_, ahead) => [plusDays(begin, ahead), []]));
  for (const task of openOf(here)) {
    const day = task.dueDate && dayOf(task.dueDate);
    if (!day || day < begin) continue;
    if (!days.has(day)) days.set(day, []);
    days.get(day).push(task);
  }
  const sorted = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([day, tasks]) => ({ id: day, day, title: dayName(day), tasks: ordered(tasks) }));
}

function filtered(here) {
  if (!here.found) return [];
  const tasks = here.tasks((task) => here.found.matches(task) || here.lingers(task));
  return [{ id: 'all', tasks: here.found.open ? ordered(tasks) : tasks.sort((a, b) => (a.taskId < b.taskId ? -1 : 1)) }];
}

/** All that mentions the words, what is open first. */
function found(here) {
  const words = here.id.trim();
  const tasks = words ? here.tasks((task) => mentions(task, words)) : [];
  const done = latest(tasks.filter((task) => !isOpen(task)));
  return [{ id: 'open', tasks: inAgenda(tasks) }, { id: 'done', title: t('status.done'), tasks: done }];
}

function finished(here) {
  return [{ id: 'all', tasks: latest(here.tasks((task) => !isOpen(task) || here.lingers(task))) }];
}

const latest = (tasks) => tasks.sort((a, b) => ((a.completedAt ?? '~') < (b.completedAt ?? '~') ? 1 : -1));
