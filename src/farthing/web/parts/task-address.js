/** The address of a task, `#/task/ID`, which opens its sheet. */

import { t } from '../texts/t.js';

/** Gives what is to be done when the address has changed: open the task that it names over the list that it is in. */
export function taskAddress(page) {
  const { store, toast } = page;
  return function arrived() {
    const [, id] = /^#\/task\/([^/]+)/.exec(location.hash) ?? [];
    const task = id && store.tasks.get(id);
    if (!id) return;
    if (!task && !store.loaded) return store.addEventListener('change', arrived, { once: true });
    const list = task && store.listOf(task);
    page.replace(list ? `list/${list.listId}` : 'inbox');
    if (task && !task.deletedAt) page.edit(task);
    else toast.say(t('task.missing'));
  };
}
