/** Puts tasks before or after others, by key or by hand. */

import { call } from '../model/api.js';
import { between } from '../model/order.js';
import { announce } from '../parts/dom.js';
import { t, texts } from '../texts/t.js';

/** Past its neighbour in the row, down or up. */
export async function move(page, task, step) {
  await texts('keys');
  const { view, tasks } = page;
  if (!view.groups().some(({ arranged }) => arranged)) return announce(t('arrange.not'));
  const row = siblings(view.tasks(), task);
  const at = row.indexOf(task);
  if (!row[at + step]) return announce(t('arrange.end'));
  await put(page, task, step > 0 ? row[at + 1] : row[at - 2], step > 0 ? row[at + 2] : row[at - 1]);
  tasks.focus(task.taskId);
  announce(t('arrange.moved', { title: task.title, at: at + step + 1, of: row.length }));
}

/** Before or after another task. */
export async function beside(page, task, other, after) {
  const row = siblings(page.view.tasks(), other).filter((one) => one !== task);
  const at = row.indexOf(other) + (after ? 1 : 0);
  await put(page, task, row[at - 1], row[at]);
}

const siblings = (tasks, { parentId }) => tasks.filter((task) => (task.parentId ?? null) === (parentId ?? null));

async function put({ act, store, toast }, task, before, after) {
  await texts('keys');
  const position = between(before?.position ?? null, after?.position ?? null);
  if (position) return act.change([task], t('did.move', { title: task.title }), { position });
  try {
    const where = before ? { after: before.taskId } : { before: after.taskId };
    await call('POST', `tasks/${task.taskId}/place`, { body: where });
    await store.refresh();
  } catch (problem) {
    toast.say(problem.message); // only the server can make room between two that lie too near
  }
}
