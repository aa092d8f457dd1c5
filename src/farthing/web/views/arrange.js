/** Puts tasks before or after others, by key or by hand. */

import { atEnd, between } from '../model/order.js';
import { there } from '../model/task.js';
import { announce } from '../parts/dom.js';
import { t, texts } from '../texts/t.js';

/** Past its neighbour in the row, down or up. */
export async function move(page, { taskId }, step) {
  await texts('keys');
  const { view, store } = page;
  const task = store.tasks.get(taskId); // as it is by now
  if (!view.groups().some(({ arranged }) => arranged)) return announce(t('arrange.not'));
  const row = siblings(view, task);
  const to = row.indexOf(task) + step;
  const isMoved = row[to] && put(page, [task], row[to], step > 0);
  announce(isMoved ? t('arrange.moved', { title: task.title, at: to + 1, of: row.length }) : t('arrange.end'));
}

/** Before or after another task, in the order that they are given in. */
export async function beside(...how) {
  await texts('keys');
  put(...how);
}

/** Whether there was room, or it could be made. */
function put({ act, store, view }, tasks, other, after) {
  const row = siblings(view, other);
  const moving = new Set(tasks.map(({ taskId }) => taskId));
  const others = row.filter(({ taskId }) => !moving.has(taskId));
  const placed = [...tasks];
  const place = (task) => store.tasks.get(task?.taskId)?.position;
  if (!settle(store, row)) return false;
  let next = others.indexOf(other) + after;
  const low = place(others[next - 1]);
  let found;
  while (!(found = positions(placed.length, low, place(others[next])))) {
    if (!others[next]) return false;
    placed.push(others[next++]); // which lies too near
  }
  act.change(placed, moved(tasks), () => ({ position: found.shift() }));
  return true;
}

/** What a stroke that moves these tasks is called. */
export const moved = (tasks) => (tasks.length > 1 ? t('did.moves', { count: tasks.length }) : t('did.move', tasks[0]));

/** The tasks of the same row: part of the same one, and on a board in the same column. */
function siblings(view, { parentId, status }) {
  const { board } = view.place;
  return view.tasks().filter((task) => task.parentId == parentId && (!board || task.status === status)); // null, or not there yet
}

/** What the server has not placed yet gets a place behind all that it has, as it is shown; null where there is none. */
function settle(store, row) {
  const all = [...new Set([...row, ...there(store.tasks)])];
  const last = all.reduce((most, { position }) => (position > most && position < '~' ? position : most), '');
  const made = all.filter(({ position }) => position === '~');
  const found = positions(made.length, last);
  found?.forEach((position, at) => store.edit('task', made[at].taskId, { position }));
  return found;
}

/** Positions for so many tasks between two others, and before what comes from now on; null where those lie too near. */
function positions(count, low = null, high = null) {
  if (!count) return [];
  const now = atEnd(Date.now());
  const middle = between(low, high ?? (low >= now ? null : now));
  const half = count >> 1;
  const first = middle && positions(half, low, middle);
  const last = middle && positions(count - half - 1, middle, high);
  return first && last && [...first, middle, ...last];
}
