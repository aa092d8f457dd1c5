/** The way to the sheet of a task, in which one is made or changed: it is loaded when the first one is opened. */

import { t } from '../texts/t.js';

export function taskSheet(page) {
  const { store, toast, drafts } = page;
  let loading = null;

  /**
   * Open a draft: `{ thing }`, a task, or none for a new one; with `fields` that were meant for it, or with the `text`
   * that was typed, `refused` being the entry of the outbox that it is typed anew for. `problem` is what is wrong with
   * it. `back` are those that one comes back to from it.
   */
  async function open(draft, problem = null) {
    drafts.keep(Object.assign(draft, { form: 'task' }));
    loading ??= import('../views/task.js').then(({ sheet }) => sheet(page, open));
    try {
      (await loading)(draft, problem);
    } catch (error) {
      loading = null;
      toast.missing(); // and then comes back
      throw error;
    }
  }

  /** Open the task that the address names, `#/task/ID`, over the list that it is in. */
  function arrived() {
    const [, id] = /^#\/task\/([^/]+)/.exec(location.hash) ?? [];
    const task = id && store.tasks.get(id);
    if (!id) return;
    if (!task && !store.loaded) return store.addEventListener('change', arrived, { once: true });
    const list = task && store.listOf(task);
    page.replace(list ? `list/${list.listId}` : 'inbox');
    if (task && !task.deletedAt) page.edit(task);
    else toast.say(t('task.missing'));
  }

  return { open, arrived };
}
