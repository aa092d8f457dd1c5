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

  /** Of one task or many. */
  function setStatus(some, status) {
    const tasks = [some].flat();
    const values = { status: t(`status.${status}`), title: tasks[0].title, count: tasks.length };
    change(tasks, t(tasks.length > 1 ? 'did.statuses' : 'did.status', values), { status });
  }

  const are = (some, status) => [some].flat().every((task) => task.status === status);

  return {
    change,
    undo: () => toast.act(),

    status: setStatus,

    /** Done, or to do again. */
    toggle: (some) => setStatus(some, are(some, 'done') ? 'todo' : 'done'),

    /** Being done, or not. */
    start: (some) => setStatus(some, are(some, 'doing') ? 'todo' : 'doing'),

    /** One thing, or many tasks. */
    remove(kind, some) {
      const things = [some].flat();
      const ids = things.map((thing) => store.remove(kind, thing[`${kind}Id`]));
      const text = things.length > 1 ? t('did.deletes', { count: things.length }) : t('did.delete', { title: nameOf(things[0]) });
      toast.say(text, t('undo'), () => ids.forEach((id) => store.restore(kind, id)));
    },

    restore(kind, thing) {
      store.restore(kind, thing[`${kind}Id`]);
      toast.say(t('did.restore', { title: nameOf(thing) }));
    },
  };
}
