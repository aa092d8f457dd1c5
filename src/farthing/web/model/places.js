/**
 * THE table of places: what each shows. A place is named by the address (`#/today`, `#/list/ID`). Its
 * `order(here)` gives where a task is among those that it shows, as text that sorts, or nothing for one that it does
 * not; its `groups(tasks, here)` are what becomes of them in that order, `{ id, title?, day?, tasks }`, where that
 * is more than one. Which are shown, and in which order, is chosen where it `sorts`; it depends on the time where it
 * `ages`. They are shown line by line, or in a `view` of its own, which is loaded when it is gone to. What `boards` is
 * shown as a board, too, where its address ends so.
 */

import { isOpen, rank } from './agenda.js';
import { dayName, dayOf, isDay, plusDays } from './due.js';
import { mentions } from './task.js';
import { t } from '../texts/t.js';

const DAYS_AHEAD = 7; // of which Upcoming shows each, even without tasks

export const PLACES = {
  today: {
    ages: true,
    boards: true,
    order: (here) => (task) => dueBy(task, here.day) && seen(task, here) && `${here.isOverdue(task) ? 0 : 1} ${agenda(task)}`,
    groups: dueToday,
    adds: ({ day }) => ({ dueDate: day }),
  },
  inbox: { boards: true, ...arranged((task, { store }) => !store.listOf(task)) },
  upcoming: {
    ages: true,
    order: (here) => (task) => task.dueDate && !dueBy(task, here.day) && seen(task, here) && `${dayOf(task.dueDate)} ${agenda(task)}`,
    groups: upcoming,
    adds: ({ day }) => ({ dueDate: plusDays(day, 1) }),
  },
  calendar: {
    view: 'calendar',
    order: (here) => (task) => task.dueDate && seen(task, here) && agenda(task),
    adds: ({ id, day }) => ({ dueDate: isDay(id) ? id : day }),
  },
  all: { boards: true, ...arranged(() => true) },
  list: {
    of: 'lists',
    boards: true,
    ...arranged((task, { store, thing }) => store.listOf(task) === thing),
    adds: ({ thing }) => ({ listId: thing.listId }),
  },
  label: {
    ...arranged(({ labels }, { id }) => labels.includes(id)),
    adds: ({ id }) => ({ labels: [id] }),
  },
  filter: { ages: true, of: 'filters', order: filtered },
  search: { order: mentioned, groups: openFirst },
  done: {
    order: (here) => (task) => (!isOpen(task) || here.lingers(task)) && finished(task),
    groups: (tasks) => [{ id: 'all', tasks: tasks.toReversed() }],
    adds: null,
  },
  trash: { view: 'trash', adds: null },
  outbox: { view: 'outbox', adds: null },
  settings: { view: 'settings', adds: null },
};

const seen = (task, here) => isOpen(task) || here.lingers(task);
const dueBy = ({ dueDate }, day) => dueDate && dayOf(dueDate) <= day;

/** Open tasks as in the agenda, and behind them those that linger. */
const agenda = (task) => rank(task) ?? '~~';
const finished = ({ completedAt }) => completedAt ?? '~';

/** Tasks in the order that people gave them, or another that they chose; subtasks below their task. */
function arranged(belongs) {
  const keys = {
    arranged: ({ position, dueDate }) => `${position} ${dueDate ?? '~'}`,
    due: ({ position, dueDate }) => `${dueDate ?? '~'} ${position}`,
    newest: ({ taskId }) => taskId,
  };
  const sorted = {
    arranged: (tasks, store) => ({ tasks: nested(tasks, store), arranged: true }),
    due: (tasks) => ({ tasks }),
    newest: (tasks) => ({ tasks: tasks.toReversed() }),
  };
  return {
    sorts: true,
    order: (here) => {
      const { show, sort } = here.filter;
      const shown = (task) => show === 'all' || here.lingers(task) || (show === 'done') === !isOpen(task);
      return (task) => belongs(task, here) && shown(task) && keys[sort](task);
    },
    groups: (tasks, { filter, store }) => [{ id: 'all', ...sorted[filter.sort](tasks, store) }],
  };
}

/** Each task, and below it those that are part of it. */
function nested(tasks, { counts }) {
  if (!counts.parts.size) return tasks;
  const present = new Set(tasks.map(({ taskId }) => taskId).filter((id) => counts.parts.has(id)));
  const parts = Map.groupBy(tasks, ({ parentId }) => (present.has(parentId) ? parentId : null));
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

function dueToday(tasks, { day, isOverdue }) {
  const first = tasks.findIndex((task) => !isOverdue(task));
  const overdue = first < 0 ? tasks : tasks.slice(0, first);
  const rest = tasks.slice(overdue.length);
  if (!overdue.length) return [{ id: 'today', tasks, day }];
  return [
    { id: 'overdue', title: t('group.overdue'), tasks: overdue },
    { id: 'today', title: dayName(day), tasks: rest, day },
  ];
}

/** What is due from tomorrow on, by day. */
function upcoming(tasks, { day }) {
  const ahead = Array.from({ length: DAYS_AHEAD }, (_, days) => [plusDays(day, days + 1), []]);
  const days = new Map([...ahead, ...Map.groupBy(tasks, ({ dueDate }) => dayOf(dueDate))]);
  const sorted = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([each, due]) => ({ id: each, day: each, title: dayName(each), tasks: due }));
}

function filtered({ found, lingers }) {
  return (task) => found && (found.matches(task) || lingers(task)) && (found.open ? agenda(task) : task.taskId);
}

/** All that mentions the words, what is open first. */
function mentioned({ id }) {
  const words = id.trim();
  return (task) => words && mentions(task, words) && (isOpen(task) ? `0 ${rank(task)}` : `1 ${finished(task)}`);
}

function openFirst(tasks) {
  const done = tasks.filter((task) => !isOpen(task)).reverse();
  return [{ id: 'open', tasks: tasks.filter(isOpen) }, { id: 'done', title: t('status.done'), tasks: done }];
}
