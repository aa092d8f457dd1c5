/** What people do with tasks and lists at a stroke; each can be undone. */

import { pick } from '../model/task.js';
import { t } from '../texts/t.js';

const nameOf = (thing) => thing.title ?? thing.name;

export function actions(store, view, toast) {
  /** Write fields of tasks, `fields(task)` where they differ from one to the next. */
  function change(tasks, text, fields) {
    const changes = tasks.map((task) => [task, typeof fields === 'function' ? fields(task) : fields]);
    for (const [{ taskId }, written] of changes) {
      view.linger(taskId);
      store.edit('task', taskId, written);
    }
    toast.say(text, t('undo'), () => {
      for (const [task, written] of changes) store.edit('task', task.taskId, pick(task, Object.keys(written)));
    });
  }

  const setStatus = (task, status) =>
    change([task], t('did.status', { status: t(`status.${status}`), title: task.title }), { status });

  return {
    change,
    undo: () => toast.act(),

    status: setStatus,

    /** Done, or to do again. */
    toggle: (task) => setStatus(task, task.status === 'done' ? 'todo' : 'done'),

    /** Being done, or not. */
    start: (task) => setStatus(task, task.status === 'doing' ? 'todo' : 'doing'),

    remove(kind, thing) {
      const id = store.remove(kind, thing[`${kind}Id`]);
      toast.say(t('did.delete', { title: nameOf(thing) }), t('undo'), () => store.restore(kind, id));
    },

    restore(kind, thing) {
      store.restore(kind, thing[`${kind}Id`]);
      toast.say(t('did.restore', { title: nameOf(thing) }));
    },
  };
}
