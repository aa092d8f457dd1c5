/** Puts tasks before or after others, by key or by hand. */

import { call } from '../model/api.js';
import { between } from '../model/order.js';
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
  const others = row.filter((one) => one !== task);
  if (await put(page, [task], others[to - 1], others[to])) announce(t('arrange.moved', { title: task.title, at: to + 1, of: row.length }));
}

/** Before or after another task, in the order that they are given in. */
export async function beside(page, tasks, other, after) {
  await texts('keys');
  const row = siblings(page.view, other).filter((one) => !tasks.includes(one));
  const at = row.indexOf(other) + (after ? 1 : 0);
  await put(page, tasks, row[at - 1], row[at]);
}

/** What a stroke that moves these tasks is called. */
export const moved = (tasks) => (tasks.length > 1 ? t('did.moves', { count: tasks.length }) : t('did.move', tasks[0]));

/** The tasks of the same row: part of the same one, and on a board in the same column. */
function siblings(view, { parentId, status }) {
  const { board } = view.place;
  return view.tasks().filter((task) => task.parentId == parentId && (!board || task.status === status)); // null, or not there yet
}

/** Whether it was done. */
async function put({ act, store, toast }, tasks, before, after) {
  const found = positions(tasks.length, before?.position ?? null, after?.position ?? null);
  if (found) return act.change(tasks, moved(tasks), (task) => ({ position: found[tasks.indexOf(task)] }));
  let where = before ? { after: before.taskId } : { before: after.taskId };
  try {
    for (const { taskId } of tasks) {
      await call('POST', `tasks/${taskId}/place`, { body: where });
      where = { after: taskId };
    }
    await store.refresh();
    return true;
  } catch (problem) {
    toast.say(problem.message); // only the server can make room between two that lie too near
  }
}

/** Positions for so many tasks between two others; null where those lie too near. */
function positions(count, low, high) {
  const found = [];
  while (found.length < count) {
    const last = between(found.at(-1) ?? low, high);
    if (!last) return null;
    found.push(last);
  }
  return found;
}
