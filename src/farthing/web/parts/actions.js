/** What people do with a task or a list at a stroke; each can be undone. */

import { STATUS } from '../model/task.js';

export function actions(store, view, toast) {
  function setStatus({ taskId, title, status: before }, status) {
    const edit = (value) => store.edit('task', taskId, { status: value });
    view.linger(taskId);
    edit(status);
    toast.say(`${STATUS[status]}: “${title}”`, 'Undo', () => edit(before));
  }

  return {
    /** Done, or to do again. */
    toggle: (task) => setStatus(task, task.status === 'done' ? 'todo' : 'done'),

    /** Being done, or not. */
    start: (task) => setStatus(task, task.status === 'doing' ? 'todo' : 'doing'),

    remove(kind, thing) {
      const id = store.remove(kind, thing[`${kind}Id`]);
      toast.say(`Deleted “${thing.title ?? thing.name}”`, 'Undo', () => store.restore(kind, id));
    },

    restore(kind, thing) {
      store.restore(kind, thing[`${kind}Id`]);
      toast.say(`Restored “${thing.title ?? thing.name}”`);
    },
  };
}
