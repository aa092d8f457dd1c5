/** Puts tasks before or after others, by key or by hand. */

import { atEnd, between } from '../model/order.js';
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
  if (!row[to]) return announce(t('arrange.end'));
  if (put(page, [task], row, to)) announce(t('arrange.moved', { title: task.title, at: to + 1, of: row.length }));
}

/** Before or after another task, in the order that they are given in. */
export async function beside(page, tasks, other, after) {
  await texts('keys');
  const row = siblings(page.view, other);
  const at = row.filter((one) => !tasks.includes(one)).indexOf(other);
  put(page, tasks, row, after ? at + 1 : at);
}

/** What a stroke that moves these tasks is called. */
export const moved = (tasks) => (tasks.length > 1 ? t('did.moves', { count: tasks.length }) : t('did.move', tasks[0]));

/** The tasks of the same row: part of the same one, and on a board in the same column. */
function siblings(view, { parentId, status }) {
  const { board } = view.place;
  return view.tasks().filter((task) => task.parentId == parentId && (!board || task.status === status)); // null, or not there yet
}

/** Put tasks where so many others of the row are before them; whether there was room for it, or it could be made. */
function put({ act, store }, tasks, row, at) {
  const others = row.filter((one) => !tasks.includes(one));
  const place = (task) => store.tasks.get(task?.taskId)?.position;
  settle(store, row, tasks);
  const placed = [...tasks];
  let found;
  for (let next = at; !(found = positions(placed.length, place(others[at - 1]), place(others[next]))); ) {
    if (!others[next]) return announce(t('arrange.end'));
    placed.push(others[next++]); // which lies too near
  }
  act.change(placed, moved(tasks), () => ({ position: found.shift() }));
  return true;
}

/** What the server has not placed yet gets a place: behind all that it has, which is where it is shown. */
function settle(store, row, tasks) {
  const isNew = ({ position }) => position === '~';
  const last = row.findLast((task) => !isNew(task))?.position;
  const made = [...new Set(row.concat(tasks))].filter(isNew);
  const found = positions(made.length, last);
  found?.forEach((position, at) => store.edit('task', made[at].taskId, { position }));
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
