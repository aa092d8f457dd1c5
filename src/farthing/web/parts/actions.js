/** What people do with tasks and lists at a stroke; each can be undone, also after a reload. */

import { there } from '../model/task.js';
import { t } from '../texts/t.js';

const nameOf = (thing) => thing.title ?? thing.name;

export function actions(store, view, toast) {
  /** Do what `run` does as one stroke, and say so, with a way back. */
  function stroke(text, run) {
    const key = store.stroke(text, run);
    toast.say(text, t('undo'), () => undo(key));
  }

  /** Take a stroke back, or else the last. */
  function undo(key) {
    const undone = store.undo(key);
    if (!undone) toast.say(t('undone.nothing'));
    else toast.say(t(undone.left.length ? 'undone.part' : 'undone', { what: undone.label }));
  }

  /** Write fields of tasks, `fields(task)` where they differ from one to the next. */
  function change(tasks, text, fields) {
    stroke(text, () => {
      for (const task of tasks) {
        view.linger(task.taskId);
        store.edit('task', task.taskId, typeof fields === 'function' ? fields(task) : fields);
      }
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
    undo: () => undo(),

    status: setStatus,

    /** Give a label another name on every task, or take it off. */
    relabel(label, name) {
      const tasks = there(store.tasks).filter(({ labels }) => labels.includes(label));
      change(tasks, t('did.relabel', { label }), ({ labels }) => {
        const named = labels.map((each) => (each === label ? name : each));
        return { labels: [...new Set(named)].filter(Boolean) };
      });
    },

    /** Done, or to do again. */
    toggle: (some) => setStatus(some, are(some, 'done') ? 'todo' : 'done'),

    /** Being done, or not. */
    start: (some) => setStatus(some, are(some, 'doing') ? 'todo' : 'doing'),

    /** One thing, or many tasks. */
    remove(kind, some) {
      const things = [some].flat();
      const text = things.length > 1 ? t('did.deletes', { count: things.length }) : t('did.delete', { title: nameOf(things[0]) });
      stroke(text, () => things.forEach((thing) => store.remove(kind, thing[`${kind}Id`])));
    },

    restore(kind, thing) {
      store.restore(kind, thing[`${kind}Id`]);
      toast.say(t('did.restore', { title: nameOf(thing) }));
    },
  };
}
